using PolicyBot.Application.Views;
using PolicyBot.Slack.Cards;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>A drawing as text.</summary>
internal static class CardText
{
    public static string Draw(CardView view) => SlackCards.Json(SlackCards.Draw(view).Json);
}
