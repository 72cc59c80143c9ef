using PolicyBot.Application.Screens;
using PolicyBot.Application.Views;
using PolicyBot.Domain;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>An answer to the question for the assets that names none of the list: what may be meant is offered. Pure.</summary>
internal static class AssetAnswers
{
    private const int MostOffered = 10;
    private const string AsTyped = "as-typed:"; // of the button that leaves it at what was typed

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
}
