using PolicyBot.Application.People;
using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;

namespace PolicyBot.Application.Interactions;

/// <summary>
/// <c>deutsch</c>, <c>english</c>: a person chooses the language that PolicyBot speaks with them, in all of their channels.
/// </summary>
public sealed class LanguageCommand(IPeople people, Identification identification)
{
    /// <summary>The language that a typed word chooses; null: it chooses none.</summary>
    public static string? Find(string text) => text.Trim().ToLowerInvariant() switch
    {
        "english" or "englisch" or "in english" or "auf englisch" => "en",
        "deutsch" or "german" or "auf deutsch" or "in german" => "de",
        _ => null,
    };

    /// <summary>Keeps the choice with every account of the person, and answers in that language.</summary>
    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    internal async Task<Answer> ChooseAsync(Interaction turn, string language, CancellationToken cancellationToken)
    {
        foreach (var account in await people.OfAsync(turn.Person, cancellationToken))
        {
            await people.ChangeWhileTheirsAsync(account, known => known with { ChosenLanguage = language }, cancellationToken);
            identification.Chose(account with { ChosenLanguage = language });
        }

        using var spoken = Languages.Use(language);
        return new Answer(ListView.Sentence(Words.LanguageChosen));
    }
}
