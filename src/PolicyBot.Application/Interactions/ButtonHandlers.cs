using PolicyBot.Application.Ports;

namespace PolicyBot.Application.Interactions;

/// <summary>Finds the handler of each verb.</summary>
public sealed class ButtonHandlers
{
    private static readonly IReadOnlyDictionary<string, string> NoInputs = new Dictionary<string, string>();

    private readonly Dictionary<string, IButtonHandler> _byVerb;

    /// <summary>Takes the handlers.</summary>
    /// <exception cref="ArgumentException">Two handlers answer one verb.</exception>
    public ButtonHandlers(IEnumerable<IButtonHandler> handlers) => _byVerb = handlers
        .SelectMany(handler => handler.Handled.Select(verb => KeyValuePair.Create(verb, handler)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The verbs that are answered.</summary>
    public IEnumerable<string> Handled => _byVerb.Keys;

    /// <summary>Answers a pressed button, in a conversation that only the person and the bot read.</summary>
    public Task<Answer> PressAsync(Interaction turn, ButtonAction press, CancellationToken cancellationToken) =>
        _byVerb[press.Verb].PressAsync(turn, press, cancellationToken);

    /// <summary>Answers typed words as if the button of a verb about nothing in particular were pressed.</summary>
    public Task<Answer> PressAsync(Interaction turn, string verb, CancellationToken cancellationToken) =>
        PressAsync(turn, new ButtonAction(verb, "", 0, NoInputs), cancellationToken);
}
