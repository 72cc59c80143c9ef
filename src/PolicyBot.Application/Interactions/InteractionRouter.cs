using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Reconciling;
using PolicyBot.Application.Register;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Interactions;

/// <summary>
/// Takes what people say and press in every channel: it finds out who the person is, lets it be acted on, and answers with a view.
/// What must be stored is stored when it answers; everything else is reconciled after.
/// </summary>
public sealed class InteractionRouter(
    Identification identification,
    TypedCommands commands,
    ButtonDispatcher buttons,
    CommandRunner runner,
    HomePages homes,
    WelcomeReport welcome,
    ShownMessages shown)
{
    /// <summary>What is longer than this, in UTF-16 code units, is not even kept as a draft.</summary>
    internal const int LongestInput = 4 * TextLimits.Justification;

    /// <inheritdoc cref="Identification.LanguageOf"/>
    public string LanguageOf(KnownAccount account) => identification.LanguageOf(account);

    /// <summary>Answers words that a person typed in a direct conversation.</summary>
    /// <returns>What to show them there.</returns>
    public async Task<Answer> SayAsync(Sender sender, string text, CancellationToken cancellationToken)
    {
        try
        {
            var identified = await identification.OfAsync(sender.Account, cancellationToken);
            using var language = Languages.Use(identified.Language);
            return identified switch
            {
                Identified.Known known => await commands.SayAsync(new Interaction(sender, known.Actor), text.Trim(), cancellationToken),
                var other => NotServed(other),
            };
        }
        catch (StoreUnavailableException outage)
        {
            return new Answer(ListView.Sentence(Because(outage)));
        }
    }

    /// <summary>Answers a new person: what PolicyBot can do, and for an administrator which people it cannot reach.</summary>
    /// <param name="sender">Whom to greet.</param>
    /// <returns>What to show them there.</returns>
    public async Task<Answer> WelcomeAsync(Sender sender, CancellationToken cancellationToken)
    {
        var answer = await SayAsync(sender, "help", cancellationToken);
        try
        {
            using var language = Languages.Use(answer.View.Language);
            return answer.View is ListView help
                && await identification.OfAsync(sender.Account, cancellationToken) is Identified.Known known
                && await welcome.UnreachedAsync(known.Actor.Person, cancellationToken) is { } unreached
                    ? answer with { View = help with { Intro = [.. help.Intro, unreached] } }
                    : answer;
        }
        catch (StoreUnavailableException)
        {
            return answer;
        }
    }

    /// <summary>Answers who opens their own page.</summary>
    /// <param name="sender">Who opened it.</param>
    /// <returns>A <see cref="HomeView"/>; a sentence for a person who is not served.</returns>
    public async Task<Answer> HomeAsync(Sender sender, CancellationToken cancellationToken)
    {
        try
        {
            var identified = await identification.OfAsync(sender.Account, cancellationToken);
            using var language = Languages.Use(identified.Language);
            return identified switch
            {
                Identified.Known known => new Answer(await homes.OfAsync(known.Actor.Person, cancellationToken)),
                var other => NotServed(other),
            };
        }
        catch (StoreUnavailableException outage)
        {
            return new Answer(ListView.Sentence(Because(outage)));
        }
    }

    /// <summary>Answers a pressed button.</summary>
    /// <param name="sender">Who pressed it, on which card.</param>
    /// <param name="press">What came back from the client: hints, no authority.</param>
    /// <returns>What the card becomes.</returns>
    public async Task<Answer> PressAsync(Sender sender, ButtonAction press, CancellationToken cancellationToken)
    {
        BegunCommit? begun = null;
        try
        {
            begun = runner.Begin(press, cancellationToken);
            var identified = await identification.OfAsync(sender.Account, cancellationToken);
            using var language = Languages.Use(identified.Language);
            if (identified is not Identified.Known known)
            {
                return NotServed(identified) with { LeavesCardUnchanged = true }; // with what was typed in it: a directory comes back
            }

            if (press.Inputs.Any(input => input.Value.Length > LongestInput))
            {
                return new Answer(ListView.Sentence(Words.FarTooLong.With(TextLimits.Justification))) { LeavesCardUnchanged = true };
            }

            var turn = new Interaction(sender, known.Actor) { Account = known.Account };
            var answer = turn.IsPublic
                ? await runner.PressInPublicAsync(turn, press, begun, cancellationToken)
                : await buttons.PressAsync(turn, press, begun, cancellationToken);
            shown.Track(turn, press, answer);
            return answer;
        }
        catch (StoreUnavailableException outage)
        {
            return new Answer(ListView.Sentence(Because(outage))) { LeavesCardUnchanged = true };
        }
        finally
        {
            runner.End(begun);
        }
    }

    /// <summary>
    /// Notes a press on a message that several people read, which is answered elsewhere: the message follows its exception from now on.
    /// </summary>
    /// <param name="sender">Who pressed it, on which message.</param>
    /// <param name="press">As in <see cref="PressAsync"/>.</param>
    /// <returns>Whether the person is served.</returns>
    public async Task<bool> FollowAsync(Sender sender, ButtonAction press, CancellationToken cancellationToken)
    {
        try
        {
            if (await identification.OfAsync(sender.Account, cancellationToken) is not Identified.Known known)
            {
                return false;
            }

            shown.Follow(new Interaction(sender, known.Actor), press);
            return true;
        }
        catch (StoreUnavailableException)
        {
            return false; // it follows from the next press on
        }
    }

    private static string Because(StoreUnavailableException outage) =>
        outage is NewerFormatException ? Words.RefusedNewerFormat : Words.RefusedTryAgain;

    /// <summary>Says why a person is not served.</summary>
    private static Answer NotServed(Identified identified) => new(ListView.Sentence(identified is Identified.NotServed refused
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
}
