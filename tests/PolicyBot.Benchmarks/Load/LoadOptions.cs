using System.Globalization;

namespace PolicyBot.Benchmarks.Load;

/// <summary>What the command <c>load</c> measures.</summary>
internal sealed record LoadOptions
{
    public const string Help = """
        load --base PATH/PolicyBot.Host.dll [--this PATH/PolicyBot.Host.dll] [--only start,turns,memory,press,requests]
             [--series 9] [--turns 500] [--memory 20000] [--starts 9] [--presses 40]
        Starts two builds of the Host side by side and compares them. Both must be of the configuration Release.
        """;

    /// <summary>The Host to compare with.</summary>
    public required string Base { get; init; }

    /// <summary>The Host that is measured; that of this build unless it is named.</summary>
    public required string This { get; init; }

    /// <summary>What is measured: start, turns, memory, press, requests.</summary>
    public required IReadOnlySet<string> Only { get; init; }

    /// <summary>Series of turns and of presses for each build.</summary>
    public required int Series { get; init; }

    /// <summary>Turns a series.</summary>
    public required int Turns { get; init; }

    /// <summary>Turns after which the resident memory is read.</summary>
    public required int Memory { get; init; }

    /// <summary>Starts of each build.</summary>
    public required int Starts { get; init; }

    /// <summary>Presses a series.</summary>
    public required int Presses { get; init; }

    /// <summary>Reads the arguments after <c>load</c>; null when they are not as <see cref="Help"/> says.</summary>
    public static LoadOptions? TryRead(IReadOnlyList<string> arguments, string thisHost)
    {
        var given = arguments.Chunk(2).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0].TrimStart('-'), pair => pair[1]);
        return !given.TryGetValue("base", out var other) || !File.Exists(other) ? null : new LoadOptions
        {
            Base = Path.GetFullPath(other),
            This = Path.GetFullPath(given.GetValueOrDefault("this") ?? thisHost),
            Only = (given.GetValueOrDefault("only") ?? "start,turns,memory,press,requests").Split(',').ToHashSet(),
            Series = Number("series", 9),
            Turns = Number("turns", 500),
            Memory = Number("memory", 20_000),
            Starts = Number("starts", 9),
            Presses = Number("presses", 40),
        };

        int Number(string name, int otherwise) =>
            given.TryGetValue(name, out var text) ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
    }
}
