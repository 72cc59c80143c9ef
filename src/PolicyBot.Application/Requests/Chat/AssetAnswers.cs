using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Risk;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>
/// The question for the assets: when it is asked, what it offers, and what may be meant by an answer that names none of the list. Pure.
/// </summary>
internal static class AssetAnswers
{
    private const int MostOffered = 10;
    private const string AsTyped = "as-typed:"; // of the button that leaves it at what was typed

    /// <summary>
    /// Whether it matters for a policy which assets are named: the catalog lists some, and a rule that may take the policy asks for them,
    /// or they tell a fact that its risk rests on.
    /// </summary>
    public static bool Matter(PolicyCatalog catalog, Policy policy) => catalog.Assets.Count > 0
        && (catalog.Rules.Any(rule => rule.When is { } when && when.Fields.Any(field => AssetList.Has(field.Field)) && when.MayTake(policy))
            || catalog.Assessment.FindEntry(policy).Facts.Any(fact => AssetList.Has(fact.Field))
            || catalog.Assessment.Answers.Where(answer => AssetList.Has(answer.Field)).SelectMany(answer => answer.Gives.Keys)
                .Intersect(KnownFacts.TopicOf(catalog.Assessment, policy).Reads).Any());

    /// <summary>What the question offers: the whole of a short list, of a longer one what the scope may mean.</summary>
    /// <param name="scope">What is concerned, as far as it was said.</param>
    public static IReadOnlyList<FieldChoice> Choices(PolicyCatalog catalog, string scope) => catalog.Assets.Count is > 0 and <= MostOffered
        ? [.. catalog.Assets.All.Select(Choice)] : [.. catalog.Assets.Suggest(scope).Select(Choice)];

    /// <summary>Offers what may be meant, or takes what was typed as it stands.</summary>
    /// <returns>Null: it is an answer as any other.</returns>
    public static Interpretation? Offer(PolicyCatalog catalog, Interpretation heard, string said)
    {
        if (said.StartsWith(AsTyped, StringComparison.Ordinal))
        {
            return heard.With(FieldIds.Assets, said[AsTyped.Length..].Trim());
        }

        if (said.Trim().Contains('\n', StringComparison.Ordinal) || catalog.Assets.Find(said) is not null
            || AssetPicker.Find(catalog, said, MostOffered) is not [_, ..] found)
        {
            return null;
        }

        return heard.Unanswered(FieldIds.Assets, Words.TalkWhichAsset.With(ChatScreen.Short(said))) with
        {
            Offers = [.. found, new FieldChoice(AsTyped + said.Trim(), Words.TalkAssetAsTyped.With(ChatScreen.Short(said)))],
        };
    }

    private static FieldChoice Choice(Asset asset) => new(asset.Id, AssetLines.Name(asset));
}
