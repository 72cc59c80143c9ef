using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PolicyBot.Teams.Inbound;

/// <summary>What a press on Action.Execute sends: the <c>value</c> of an <c>adaptiveCard/action</c> invoke.</summary>
/// <param name="Verb">Our routing key, as the client sent it: look it up in a list of known verbs. Empty when the client sent none.</param>
/// <param name="ActionId">Element id of the button, if the card gave it one.</param>
/// <param name="Data"> The card's data and one member per input. It comes from a client: ids and revisions in it are hints to look up,
/// never authority. Null when the client sent none. </param>
/// <param name="IsRefresh">True when the client asked by itself for a fresh card. A missing trigger is a press.</param>
internal sealed record AdaptiveCardInvokeValue(string Verb, string? ActionId, JsonElement? Data, bool IsRefresh)
{
    /// <summary>Reads the value of an invoke, or says what to answer when it is not one.</summary>
    /// <param name="value">The activity's <c>value</c>, raw.</param>
    /// <param name="read">The press.</param>
    /// <param name="refusal">The answer for something that is no Action.Execute.</param>
    public static bool TryRead(
        JsonElement? value,
        [NotNullWhen(true)] out AdaptiveCardInvokeValue? read,
        [NotNullWhen(false)] out AdaptiveCardInvokeResponse? refusal)
    {
        read = null;
        if (value.Member("action") is not { ValueKind: JsonValueKind.Object } action)
        {
            refusal = AdaptiveCardInvokeResponse.BadRequest("BadRequest", "The request has no action.");
            return false;
        }

        JsonElement? raw = action;
        if (raw.Text("type") != "Action.Execute")
        {
            refusal = AdaptiveCardInvokeResponse.BadRequest("NotSupported", "Only Action.Execute is answered here.");
            return false;
        }

        refusal = null;
        var data = raw.Member("data") is { ValueKind: JsonValueKind.Object } filled ? filled : (JsonElement?)null;
        read = new(raw.Text("verb") ?? "", raw.Text("id"), data, value.Text("trigger") == "automatic");
        return true;
    }
}
