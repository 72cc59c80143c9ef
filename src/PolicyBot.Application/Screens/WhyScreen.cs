using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Screens;

/// <summary>Why these people decide on an exception, or decided on it, in plain words.</summary>
internal static class WhyScreen
{
    public static StatusView Render(ExceptionState state, PolicyCatalog catalog) => new()
    {
        Summary = $"{state.Id}: {Words.Why}",
        Heading = $"{state.Id} · {Words.Why}",
        Tone = Tone.Neutral,
        Parts = [.. Parts(state, catalog)],
        Actions = [Phrases.Button(Verbs.Status, Words.Back, state)],
    };

    /// <summary>Who decides in a stage and why, in a sentence.</summary>
    public static string Sentence(ExceptionState state, ReviewPolicy policy, PolicyCatalog catalog)
    {
        var open = state.Review?.Open;
        var stage = open ?? policy.Stages[0];
        IReadOnlyList<PersonId> people = open is null
            ? [.. stage.People.Select(person => person.Person)]
            : [.. state.Review!.Principals.Distinct()];
        return RouteSentence.Render(
            catalog, stage, people, policy.Stages, policy.Rule, policy.Reasons, startsAtOnce: state.Emergency is not null);
    }

    private static IEnumerable<TextPart> Parts(ExceptionState state, PolicyCatalog catalog)
    {
        if (state.ReviewPolicy is not { } policy)
        {
            if (DecidedParts.Imported(state, catalog).ToList() is [var imported])
            {
                yield return imported;
                yield break;
            }

            yield return TextPart.Paragraph(state.RoutingFailure is { Group.Length: > 0 } failure
                ? Words.NextNobody.With(failure.Risk.InWords(), failure.Group)
                : Words.WhyNotYet);
            yield break;
        }

        yield return TextPart.Paragraph(Sentence(state, policy, catalog));
        var (matched, skipped) = policy.Reasons?.InNames(catalog) is { } reasons
            ? (RouteExplanation.Matched(policy.Rule, reasons), RouteExplanation.Skipped(reasons))
            : (string.Join("\n", policy.Explanation ?? []), []);
        if (matched.Length > 0)
        {
            yield return new(Words.LabelWhyRule, matched);
        }

        if (skipped.Count > 0)
        {
            yield return new(Words.LabelWhyNot, string.Join("\n", skipped));
        }

        yield return new(Words.LabelRoute, DecidedParts.Reviewers(policy, catalog));
        if (policy.Stages.SelectMany(stage => RouteExplanation.People(stage, catalog.NameOf)).Distinct().ToList() is [_, ..] leftOut)
        {
            yield return new(Words.LabelLeftOut, string.Join("\n", leftOut));
        }

        if (state.Review is { } review && ApprovalScreen.Joined(review, catalog) is { Length: > 0 } joined)
        {
            yield return TextPart.Paragraph(joined.TrimEnd());
        }

        yield return TextPart.Paragraph(DecidedParts.CatalogVersion(policy.CatalogHash));
    }
}
