using PolicyBot.Application.Views;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.Interactions;

/// <summary>The steps of a request, as a person takes them.</summary>
internal static class Requesting
{
    /// <summary>What a person fills in.</summary>
    public static (string Id, string Value)[] Filled { get; } =
    [
        (FieldIds.Title, "MFA off on svc-build"),
        (FieldIds.Justification, "The build account signs in by script; the vendor has no support for keys before March."),
        (FieldIds.Scope, "svc-build, on the build server only"),
        (FieldIds.Controls, "Sign-in only from 10.0.4.12."),
        (FieldIds.Own("accountType"), "service"),
        (FieldIds.ExpiresOn, "2027-02-15"),
        (FieldIds.Impact, "Releases stop."),
    ];

    /// <summary>What a person fills in, with some answers changed or added.</summary>
    public static (string Id, string Value)[] FilledBut(params (string Id, string Value)[] changed) =>
        [.. Filled.Where(input => changed.All(change => change.Id != input.Id)), .. changed];

    /// <summary>The form of a policy.</summary>
    public static async Task<FakeMessage> FormAsync(this Office office, Actor person, string policy = "SEC-MFA")
    {
        var message = await office.SayAsync(person, "request");
        await office.PressAsync(person, message, Verbs.Next, (FieldIds.Policy, policy));
        return message;
    }

    /// <summary>The preview of what was filled in.</summary>
    public static async Task<FakeMessage> PreviewAsync(this Office office, Actor person, params (string Id, string Value)[] inputs)
    {
        var message = await office.FormAsync(person);
        await office.PressAsync(person, message, Verbs.Preview, inputs.Length == 0 ? Filled : inputs);
        return message;
    }

    /// <summary>The preview that Sal reaches by talking.</summary>
    public static async Task<FakeMessage> TalkedToPreviewAsync(this Office office)
    {
        await office.SayAsync(Someone.Sal, "Exception to purchases for the lobby because only one company makes them until 1 February");
        var preview = await office.SayAsync(Someone.Sal, "skip");
        Assert.IsType<PreviewView>(preview.View);
        return preview;
    }

    /// <summary>The request is sent, and all approvers are asked.</summary>
    public static async Task<ExceptionId> AskAsync(this Office office, Actor person, params (string Id, string Value)[] inputs)
    {
        var message = await office.PreviewAsync(person, inputs);
        var id = message.View.Buttons().First(button => button.Verb == Verbs.Submit).Id!.Value;
        await office.PressAsync(person, message, Verbs.Submit);
        return id;
    }
}
