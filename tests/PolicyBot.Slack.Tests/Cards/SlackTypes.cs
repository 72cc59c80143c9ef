using System.Diagnostics;
using PolicyBot.Lab;

namespace PolicyBot.Slack.Tests.Cards;

/// <summary>
/// What Slack's own types for TypeScript say of what was drawn: names and shapes of blocks, elements and views, though no lengths.
/// </summary>
internal static class SlackTypes
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    /// <summary>What the compiler complains of.</summary>
    /// <param name="drawn">What <c>SlackCards.Draw</c> made, each a JSON object.</param>
    public static async Task<string> ComplaintsAsync(IEnumerable<string> drawn)
    {
        var folder = Directory.CreateTempSubdirectory("policybot-blocks-");
        try
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "drawn.ts"),
                $$"""
                import type { HomeView, KnownBlock, ModalView } from '@slack/types';
                interface Drawn { message: { text: string; blocks: KnownBlock[] } | null; modal: ModalView | null; home: HomeView | null }
                export const drawn: Drawn[] = [{{string.Join(",\n", drawn)}}];
                """);
            await File.WriteAllTextAsync(
                Path.Combine(folder.FullName, "tsconfig.json"),
                $$$"""
                {
                  "compilerOptions": {
                    "strict": true, "noEmit": true, "target": "es2022", "module": "es2022", "moduleResolution": "bundler", "types": [],
                    "paths": { "@slack/types": ["{{{NpmPackages.PathOf("@slack/types").Replace('\\', '/')}}}"] }
                  },
                  "files": ["drawn.ts"]
                }
                """);
            return await CompileAsync(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> CompileAsync(string folder)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        using var compiler = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { NpmPackages.PathOf("typescript/bin/tsc"), "--pretty", "false", "--project", folder },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = compiler.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = compiler.StandardError.ReadToEndAsync(deadline.Token);
        await compiler.WaitForExitAsync(deadline.Token);
        return compiler.ExitCode == 0 ? "" : $"exit code {compiler.ExitCode}\n{await output}{await errors}";
    }
}
