using PolicyBot.Application.Catalogs;
using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Requests;
using PolicyBot.Application.Requests.Chat;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>
/// Where every channel brings what people say and press: it finds out who it is, hands it to whoever deals with it, and answers with a view.
/// What must be kept is kept when it answers; everything else is settled after.
/// </summary>
public sealed class InteractionRouter(
    Identification identification,
    RequestDesk requests,
    ReviewDesk reviews,
    DelegationDesk delegations,
    OwnerDesk owners,
    KeepingDesk keeping,
    PromiseDesk promises,
    ShowDesk shows,
    ChatIntake talks,
    CoachDesk coach,
    HomePages homes,
    CatalogReach reach,
    ICatalog catalog,
    AfterAnswer after)
{
    /// <summary>What is longer than this, in UTF-16 code units, is not even kept as a draft.</summary>
    private const int LongestInput = 4 * TextLimits.Justification;

    private const int MostUnreached = 15;

    /// <summary>Answers words that somebody typed in a direct conversation.</summary>
    /// <returns>What to show them there.</returns>
    public async Task<Answer> SayAsync(Sender sender, string text, CancellationToken cancellationToken)
    {
        try
        {
            return await identification.OfAsync(sender.Account, cancellationToken) switch
            {
                Identified.Known known => await SayAsync(new Interaction(sender, known.Actor), text.Trim(), cancellationToken),
                var other => NotServed(other),
            };
        }
        catch (StoreUnavailableException outage)
        {
            return new Answer(ShowDesk.Plain(Because(outage)));
        }
    }

    /// <summary>Answers who has just met PolicyBot: what it can do, and for administrators whom it cannot reach.</summary>
    /// <param name="sender">Whom to greet.</param>
    /// <returns>What to show them there.</returns>
    public async Task<Answer> WelcomeAsync(Sender sender, CancellationToken cancellationToken)
    {
        var answer = await SayAsync(sender, "help", cancellationToken);
        try
        {
            var current = catalog.Current;
            return answer.View is ListView help
                && await identification.OfAsync(sender.Account, cancellationToken) is Identified.Known known
                && current.IsAdministrator(known.Actor.Person)
                && await reach.OfAsync("catalog", current, cancellationToken) is { Nowhere.Count: > 0 } report
                    ? answer with { View = help with { Intro = [.. help.Intro, new TextPart(Words.WelcomeUnreached, Unreached(report))] } }
                    : answer;
        }
        catch (StoreUnavailableException)
        {
            return answer;
        }
    }

    /// <summary>Answers who opens their own page.</summary>
    /// <param name="sender">Who opened it.</param>
    /// <returns>A <see cref="HomeView"/>; a sentence for who is not served.</returns>
    public async Task<Answer> HomeAsync(Sender sender, CancellationToken cancellationToken)
    {
        try
        {
            return await identification.OfAsync(sender.Account, cancellationToken) switch
            {
                Identified.Known known => new Answer(await homes.OfAsync(known.Actor.Person, cancellationToken)),
                var other => NotServed(other),
            };
        }
        catch (StoreUnavailableException outage)
        {
            return new Answer(ShowDesk.Plain(Because(outage)));
        }
    }

    /// <summary>Answers a pressed button.</summary>
    /// <param name="sender">Who pressed it, on which card.</param>
    /// <param name="press">What came back from the client: hints, no authority.</param>
    /// <returns>What the card becomes.</returns>
    public async Task<Answer> PressAsync(Sender sender, ButtonAction press, CancellationToken cancellationToken)
    {
        try
        {
            var identified = await identification.OfAsync(sender.Account, cancellationToken);
            if (identified is not Identified.Known known)
            {
                return NotServed(identified) with { LeavesCardUnchanged = true }; // with what was typed in it: a directory comes back
            }

            if (press.Inputs.Any(input => input.Value.Length > LongestInput))
            {
                return new Answer(ShowDesk.Plain(Words.FarTooLong.With(TextLimits.Justification))) { LeavesCardUnchanged = true };
            }

            var turn = new Interaction(sender, known.Actor);
            var answer = turn.IsPublic ? await reviews.PressInPublicAsync(turn, press, cancellationToken) : await PressAsync(turn, press, cancellationToken);
            after.Track(turn, press, answer);
            return answer;
        }
        catch (StoreUnavailableException outage)
        {
            return new Answer(ShowDesk.Plain(Because(outage))) { LeavesCardUnchanged = true };
        }
    }

    private static string Unreached(ReachReport report)
    {
        var lines = report.Warnings.Select(warning => warning.Message).Concat(report.Nowhere).ToList();
        return string.Join("\n", lines.Count > MostUnreached ? lines.Take(MostUnreached).Append(Words.WelcomeMore.With(lines.Count - MostUnreached)) : lines);
    }

    /// <summary>Says why somebody is not served.</summary>
    private static string Because(StoreUnavailableException outage) => outage is NewerFormatException ? Words.RefusedNewerFormat : Words.RefusedTryAgain;

    private static Answer NotServed(Identified identified) => new(ShowDesk.Plain(identified is Identified.NotServed refused
        ? refused.Why switch
        {
            NotServedBecause.Guest => Words.NotServedGuest,
            NotServedBecause.Deactivated => Words.NotServedDeactivated,
            NotServedBecause.Unknown => Words.NotServedUnknown,
            NotServedBecause.Ambiguous => Words.NotServedAmbiguous,
            NotServedBecause.NoAddress => Words.NotServedNoAddress,
            _ => Words.NotServedDirectory,
        }
        : Words.RefusedTryAgain));

    private async Task<Answer> SayAsync(Interaction turn, string text, CancellationToken cancellationToken)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var rest = words.Length > 1 ? words[1] : "";
        return (words.Length > 0 ? words[0].ToLowerInvariant() : "") switch
        {
            _ when text.Length > LongestInput => new Answer(shows.Help() with { Fault = Words.TalkFarTooLong.With(LongestInput) }),
            "request" when rest.Length == 0 => requests.Start(),
            "my" when rest.Equals("requests", StringComparison.OrdinalIgnoreCase) => await shows.MineAsync(turn, cancellationToken),
            "approvals" when rest.Length == 0 => await reviews.QueueAsync(turn, cancellationToken),
            // "Status of the server is unknown" may answer a question.
            "status" or "history" or "delegate" when !IsOfCommand(rest) && await talks.GoOnAsync(turn, text, cancellationToken) is { } answer => answer,
            "due" when rest.Length == 0 => await shows.DueAsync(turn, cancellationToken),
            "delegate" => await delegations.SayAsync(turn, rest, cancellationToken),
            "status" => await shows.StatusAsync(turn, rest, cancellationToken),
            "history" => await shows.HistoryAsync(turn, rest, cancellationToken),
            "help" or "hello" or "hi" when rest.Length == 0 => await talks.HelpAsync(turn, cancellationToken),
            _ when ExceptionId.TryParse(text, out _) => await talks.ShowAsync(turn, text, cancellationToken) ?? await shows.StatusAsync(turn, text, cancellationToken),
            _ => await talks.SayAsync(turn, text, cancellationToken) ?? new Answer(shows.Help() with { Fault = Words.NotUnderstood }),
        };
    }

    private static bool IsOfCommand(string rest) =>
        rest.Length == 0 || ExceptionId.TryParse(rest, out _) || rest.Equals("off", StringComparison.OrdinalIgnoreCase) || rest.StartsWith("to ", StringComparison.OrdinalIgnoreCase);

    private Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken) => press.Verb switch
    {
        Verbs.Request or Verbs.Next or Verbs.Preview or Verbs.Edit or Verbs.Submit or Verbs.StartNow or Verbs.Discard
            or Verbs.Revise or Verbs.Nudge or Verbs.AskWithdraw or Verbs.Withdraw or Verbs.AskAgain or Verbs.Renew => requests.PressAsync(turn, press, cancellationToken),
        Verbs.AskAnswers or Verbs.Answer or Verbs.AskFacts or Verbs.Correct => coach.PressAsync(turn, press, cancellationToken),
        Verbs.TalkAnswer or Verbs.TalkBack or Verbs.TalkWith => talks.PressAsync(turn, press, cancellationToken),
        Verbs.Approve or Verbs.Reject or Verbs.RequestChanges or Verbs.QueueNext or Verbs.QueueSkip => reviews.PressAsync(turn, press, cancellationToken),
        Verbs.OwnerAccept or Verbs.OwnerDecline or Verbs.AskClose or Verbs.Close or Verbs.LetItEnd or Verbs.AskRevoke or Verbs.Revoke => owners.PressAsync(turn, press, cancellationToken),
        Verbs.AskProve or Verbs.Prove or Verbs.AskAcceptProof or Verbs.AcceptProof or Verbs.AskReturnProof or Verbs.ReturnProof => promises.PressAsync(turn, press, cancellationToken),
        Verbs.AskAttest or Verbs.Attest or Verbs.AskMet or Verbs.Met or Verbs.NotMet or Verbs.AskHandOver or Verbs.HandOver => keeping.PressAsync(turn, press, cancellationToken),
        _ => shows.PressAsync(turn, press, cancellationToken),
    };
}
