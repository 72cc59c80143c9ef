using System.CommandLine;
using PolicyBot.Slack.Manifest;
using PolicyBot.Teams.Manifest;

namespace PolicyBot.Host.Commands;

/// <summary>
/// <c>policybot manifest</c>: the app package that an administrator uploads to Teams; <c>policybot manifest slack</c>: what the Slack app
/// is made from.
/// </summary>
internal static class ManifestCommand
{
    public static Command Create()
    {
        var bot =
            new Option<string>("--bot-id") { Required = true, Description = "The bot's Entra application id (Teams:MicrosoftAppId)." };
        var url = Address("--url", "The HTTPS address that users reach (PolicyBot:PublicBaseUrl).");
        url.Required = true;
        var version =
            new Option<string>(
                "--version")
            { Required = true, Description = "Three numbers, such as 1.0.0; Teams takes only a higher one than before." };
        var file = new Option<FileInfo>("--out") { Required = true, Description = "The zip to write; one that is there is replaced." };
        var developer =
            new Option<string?>("--developer") { Description = "Who runs this installation, as Teams shows it; 1 to 32 characters." };
        var privacy = Address("--privacy-url", "The HTTPS address of the privacy statement; default --url.");
        var terms = Address("--terms-url", "The HTTPS address of the terms of use; default --url.");
        var command =
            new Command("manifest", "Writes the app package for Teams; with slack, the manifest for Slack.") { bot, url, version, file,
            developer, privacy, terms, Slack() };
        command.SetAction((result, cancellationToken) =>
        {
            var values = new TeamsManifestValues
            {
                BotId = result.GetRequiredValue(bot),
                PublicBaseUrl = result.GetRequiredValue(url)!,
                Version = result.GetRequiredValue(version),
                PrivacyUrl = result.GetValue(privacy),
                TermsOfUseUrl = result.GetValue(terms),
            };
            return WriteAsync(result.GetValue(developer) is { } name ? values with { Developer = name } : values,
                result.GetRequiredValue(file), cancellationToken);
        });
        return command;
    }

    private static Command Slack()
    {
        var url =
            Address("--url", "The HTTPS address that Slack reaches (PolicyBot:PublicBaseUrl); left out for Socket Mode, which needs none.");
        var command = new Command("slack", "Prints the manifest that the Slack app is made from.") { url };
        command.SetAction(result =>
        {
            if (result.GetValue(url) is not { } address)
            {
                Console.Write(SlackManifest.ForSocketMode());
                return 0;
            }

            if (address.Scheme != Uri.UriSchemeHttps)
            {
                Console.Error.WriteLine($"Slack calls HTTPS addresses only: \"{address}\".");
                return 2;
            }

            Console.Write(SlackManifest.ForHttp(address));
            return 0;
        });
        return command;
    }

    private static Option<Uri?> Address(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument =>
        {
            if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
            {
                return address;
            }

            argument.AddError($"{name} is no absolute address: \"{argument.Tokens[0].Value}\".");
            return null;
        },
    };

    private static async Task<int> WriteAsync(TeamsManifestValues values, FileInfo file, CancellationToken cancellationToken)
    {
        if (TeamsManifest.Faults(values) is { Count: > 0 } faults)
        {
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, faults));
            return 2;
        }

        try
        {
            await using var package = TeamsManifest.Build(values);
            await using var written = file.Create();
            await package.CopyToAsync(written, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{file.FullName} cannot be written: {fault.Message}");
            return 2;
        }

        Console.WriteLine($"{file.FullName}: upload it in Teams under Apps, Manage your apps, Upload an app.");
        return 0;
    }
}
