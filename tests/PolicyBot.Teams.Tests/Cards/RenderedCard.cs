using System.Diagnostics;
using System.Text.Json.Nodes;
using PolicyBot.Lab;

namespace PolicyBot.Teams.Tests.Cards;

/// <summary>A card as the vendor's renderer draws it, with Markdown on, and what its buttons did when each was pressed once.</summary>
internal sealed record RenderedCard
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>What the renderer complained of.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>Texts that were shown as they stand.</summary>
    public required IReadOnlyList<string> Texts { get; init; }

    /// <summary>Texts that ran through Markdown, as HTML.</summary>
    public required IReadOnlyList<string> Html { get; init; }

    /// <summary>Ids of the inputs.</summary>
    public required IReadOnlyList<string> Inputs { get; init; }

    /// <summary>Titles of the buttons whose press got past the inputs.</summary>
    public required IReadOnlyList<string> Fired { get; init; }

    /// <summary>Draws a card and presses every button, with the inputs as they are drawn.</summary>
    public static async Task<RenderedCard> DrawAsync(string card)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var node = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "Cards", "press-every-button.cjs"), NpmPackages.PathOf("") },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = node.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = node.StandardError.ReadToEndAsync(deadline.Token);
        await node.StandardInput.WriteAsync(card.AsMemory(), deadline.Token);
        node.StandardInput.Close();
        await node.WaitForExitAsync(deadline.Token);
        Assert.True(node.ExitCode == 0, await errors);

        var drawn = JsonNode.Parse(await output)!;
        return new RenderedCard
        {
            Problems = Strings(drawn, "problems"),
            Texts = Strings(drawn, "texts"),
            Html = Strings(drawn, "html"),
            Inputs = Strings(drawn, "inputs"),
            Fired = Strings(drawn, "fired"),
        };
    }

    private static List<string> Strings(JsonNode drawn, string name) =>
        [.. drawn[name]!.AsArray().Select(text => text!.GetValue<string>())];
}
