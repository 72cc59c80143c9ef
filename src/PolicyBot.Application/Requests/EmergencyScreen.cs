using System.Globalization;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;
using PolicyBot.Domain.Time;

namespace PolicyBot.Application.Requests;

/// <summary>Offers to start at once what cannot wait for its review.</summary>
internal static class EmergencyScreen
{
    /// <summary>The preview with the offer: one sentence and one button, beside Submit.</summary>
    public static PreviewView On(PreviewView view, Draft draft, Prepared.Ready ready, PolicyCatalog catalog, DateTimeOffset now)
    {
        if (ready.Emergency is not { } start)
        {
            return view;
        }

        var reviewers = ready.Route.Stages.SelectMany(stage => stage.People).Select(person => person.Person).Distinct();
        var sentence = Words.StartNowSentence.With(Say(start.HoldsUntil, now, catalog.TimeZone), Phrases.Names(reviewers), Say(start.ReviewBy, now, catalog.TimeZone));
        var startNow = new CardAction { Verb = Verbs.StartNow, Title = Words.StartNow, Id = draft.Id, IgnoresInputs = true };
        return view with { Parts = [.. view.Parts, TextPart.Paragraph(sentence)], Actions = [view.Actions[0], startNow, .. view.Actions.Skip(1)] };
    }

    // Within a week a weekday says it best.
    private static string Say(DateTimeOffset instant, DateTimeOffset now, TimeZoneInfo zone) => instant - now < TimeSpan.FromDays(6)
        ? TimeZoneInfo.ConvertTime(instant, zone).ToString("ddd HH:mm", CultureInfo.InvariantCulture)
        : CatalogTime.Say(instant, zone);
}
