using PolicyBot.Application.Views;

namespace PolicyBot.Application.Ports;

/// <summary>Does what some buttons ask for.</summary>
public interface IButtonHandler
{
    /// <summary>The verbs it answers: of <see cref="Verbs"/>, and none that another handler answers.</summary>
    IReadOnlyList<string> Handled { get; }

    /// <summary>Answers a pressed button, in a conversation that only the person and the bot read.</summary>
    /// <param name="turn">Who pressed it, and where.</param>
    /// <param name="press">What came back from the client; its verb is one of <see cref="Handled"/>.</param>
    /// <returns>What the card becomes.</returns>
    Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken);
}
