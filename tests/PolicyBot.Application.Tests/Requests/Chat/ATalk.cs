using PolicyBot.Application.Ports;
using PolicyBot.Application.Views;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Requests.Chat;

/// <summary>A talk that has come to a question, and what words do there.</summary>
internal sealed class ATalk
{
    /// <summary>Asks for the account type.</summary>
    public const string AtChoice =
        "I need an exception to MFA for the build account until 15 February, the vendor has no support for security keys yet";

    /// <summary>Words that lead to the question for the compensating controls.</summary>
    public static readonly string[] AtControls = [AtChoice, "service"];

    /// <summary>Words that lead to the preview.</summary>
    public static readonly string[] AtPreview = [AtChoice, "service", "skip", "skip", "skip", "skip", "skip"];

    private ATalk(Office office, FakeMessage shown) => (Office, Shown) = (office, shown);

    public Office Office { get; }

    /// <summary>The newest answer.</summary>
    public FakeMessage Shown { get; private set; }

    /// <summary>The question that is asked.</summary>
    public string Asked => Shown.View.Summary;

    public static async Task<ATalk> BeginAsync(params string[] said)
    {
        var office = await Office.OpenAsync(Sal, Pat, Ana, Bo, Ciso);
        var talk = new ATalk(office, await office.SayAsync(Sal, said[0]));
        foreach (var text in said.Skip(1))
        {
            await talk.SayAsync(text);
        }

        return talk;
    }

    public async Task<CardView> SayAsync(string text)
    {
        Office.Time.Advance(TimeSpan.FromSeconds(1));
        Shown = await Office.SayAsync(Sal, text);
        return Shown.View;
    }

    public async Task<Draft> DraftAsync() => Assert.Single(await Office.Drafts.TalksAsync(Sal.Person, default));

    /// <summary>Checks what is stored: <c>field=answer; field=answer</c>.</summary>
    public async Task AssertStoredAsync(string expected)
    {
        var draft = await DraftAsync();
        foreach (var pair in expected.Split("; ").Select(one => one.Split('=', 2)))
        {
            Assert.Equal((pair[0], pair[1]), (pair[0], draft.Inputs.GetValueOrDefault(pair[0]) ?? ""));
        }
    }
}
