using System.Globalization;
using PolicyBot.Lab.Page;

namespace PolicyBot.Lab;

/// <summary>The Lab's command line.</summary>
internal sealed record LabArguments
{
    public const string Help = """
        dotnet run --project src/PolicyBot.Lab [-- OPTIONS]

          --keep FOLDER     keep tables, chats and clock in FOLDER for the next start
          --catalog FILE    another catalog than catalog.sample.yaml
          --port NUMBER     port of the page (5080; a free one when it is taken)
          --without-model   no model: the rubric alone assesses
          --own-model       the model of this shell's OpenAI__Endpoint, OpenAI__Deployment, OpenAI__ApiKey instead of the scripted one
          --without-slack   no Slack workspace: Teams alone
          --socket-mode     Slack over sockets that the Host opens, instead of calls to it
          --no-browser      only print the address
        """;

    public string? Keep { get; private init; }

    public string? Catalog { get; private init; }

    public int Port { get; private init; } = LabPage.UsualPort;

    public bool WithModel { get; private init; } = true;

    public bool OwnModel { get; private init; }

    public bool WithSlack { get; private init; } = true;

    public bool SocketMode { get; private init; }

    public bool OpenBrowser { get; private init; } = true;

    /// <summary>The arguments, or null when they cannot be understood.</summary>
    public static LabArguments? TryRead(ReadOnlySpan<string> words)
    {
        var read = new LabArguments();
        while (!words.IsEmpty)
        {
            LabArguments? next = words switch
            {
                ["--keep", var folder, ..] => read with { Keep = folder },
                ["--catalog", var file, ..] => read with { Catalog = Path.GetFullPath(file) },
                ["--port", var number, ..] when ushort.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var port) =>
                    read with { Port = port },
                ["--without-model", ..] => read with { WithModel = false },
                ["--own-model", ..] => read with { OwnModel = true },
                ["--without-slack", ..] => read with { WithSlack = false },
                ["--socket-mode", ..] => read with { SocketMode = true },
                ["--no-browser", ..] => read with { OpenBrowser = false },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            words = words[(words[0] is "--keep" or "--catalog" or "--port" ? 2 : 1)..];
            read = next;
        }

        return read;
    }

    /// <summary>The Host's settings for its model, from the shell; empty where the scripted model is used.</summary>
    /// <param name="shell">The shell's variables, name and value.</param>
    public Dictionary<string, string> ModelSettings(IEnumerable<(string Name, string Value)> shell)
    {
        Dictionary<string, string> settings = OwnModel
            ? new() { ["OpenAI__Endpoint"] = "", ["OpenAI__Deployment"] = "", ["OpenAI__ApiKey"] = "" } : [];
        foreach (var (name, value) in shell)
        {
            if (OwnModel && name.StartsWith("OpenAI__", StringComparison.Ordinal))
            {
                settings[name] = value;
            }
        }

        return settings;
    }
}
