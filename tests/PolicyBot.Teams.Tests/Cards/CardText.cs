using PolicyBot.Application.Views;
using PolicyBot.Teams.Cards;

namespace PolicyBot.Teams.Tests.Cards;

/// <summary>A card as text.</summary>
internal static class CardText
{
    public static string Draw(CardView view, TeamsCardActions mode) => TeamsCards.Text(TeamsCards.Draw(view, mode).Json);
}
