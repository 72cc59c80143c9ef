using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Offers to start a request at once, which cannot wait for its review.</summary>
internal static class EmergencyScreen
{
    /// <summary>The preview with the offer: one sentence and one button, beside Submit.</summary>
    /// <param name="view">The preview.</param>
    /// <param name="draft">The number of the draft.</param>
    /// <param name="start">What is offered.</param>
    /// <param name="ready">What is asked for, and who will review it.</param>
    /// <param name="catalog">The catalog that serves.</param>
    /// <param name="now">The instant (UTC).</param>
    public static PreviewView AddOffer(
        PreviewView view, ExceptionId draft, EmergencyStart start, Prepared.Ready ready, PolicyCatalog catalog, DateTimeOffset now)
    {
        var zone = catalog.TimeZone;
        var reviewers = ready.Route.Stages.SelectMany(stage => stage.People).Select(person => person.Person).Distinct().ToList();
        var sentence = (reviewers.Count == 1 ? Words.StartNowSentenceOne : Words.StartNowSentence).With(
            Say(start.ReviewBy, now, zone), Phrases.NamesInSentence(catalog, reviewers), CatalogTime.Say(ready.Content.ExpiresOn),
            Say(start.HoldsUntil, now, zone));
        var startNow = new CardAction
        {
            Verb = Verbs.StartNow,
            Title = Words.StartNow,
            Id = draft,
            Value = Buttons.StartNow.Carry(view.Actions[0].Value!, start),
            IgnoresInputs = true
        };
        return view with
        {
            Parts = [.. view.Parts, new TextPart(Words.LabelStartNow, sentence)],
            Actions = [view.Actions[0], startNow, .. view.Actions.Skip(1)]
        };
    }

    // Within a week a weekday says it best.
    private static string Say(DateTimeOffset instant, DateTimeOffset now, TimeZoneInfo zone) => instant - now < TimeSpan.FromDays(6)
        ? CatalogTime.SayWeekdayAndTime(instant, zone)
        : CatalogTime.Say(instant, zone);
}
