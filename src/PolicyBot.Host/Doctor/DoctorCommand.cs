using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Options;
using PolicyBot.Application.Ports;
using PolicyBot.Host.Composition;
using PolicyBot.Mail;
using PolicyBot.OpenAI;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Teams;
using PolicyBot.Web.Webhooks;

namespace PolicyBot.Host.Doctor;

/// <summary><c>policybot doctor</c>: what of an installation is right, what is wrong, and how to mend it.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Each with the section that it stands for and what is said where it is not configured.
    private static readonly (string Section, string Part, string Key)[] Optional =
    [
        (SlackOptions.Section, "slack", "Slack:BotToken"), (OpenAIOptions.Section, "model", "OpenAI:Deployment"),
        (SmtpOptions.Section, "mail", "Smtp:Host"),
    ];

    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Prints an array of part, kind, what and mend, for pipelines." };
        var command = new Command(
            "doctor",
            "Says of an installation, with the settings that it would start with, what is right, what is wrong and how to mend it. " +
            "The model is asked one small question; nobody is written to. Exit code 0: nothing is wrong; 1: something is.") { json };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool asJson, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder;
        try
        {
            builder = WebApplication.CreateBuilder();
        }
        catch (InvalidDataException unreadable) when (UnreadableSettings.Say(unreadable) is { } fault)
        {
            return Print([new Finding("settings", FindingKind.Wrong, fault, "Mend the file: it must be JSON.")], asJson);
        }

        return Print(await FindAsync(builder, cancellationToken), asJson);
    }

    /// <summary>Looks at the installation that settings describe.</summary>
    /// <param name="builder">Has the settings and the environment that it would start with.</param>
    /// <returns>What was found, the worst first.</returns>
    public static async Task<IReadOnlyList<Finding>> FindAsync(WebApplicationBuilder builder, CancellationToken cancellationToken)
    {
        builder.Logging.ClearProviders();
        builder.Host.UseDefaultServiceProvider(options => options.ValidateOnBuild = false); // what only a server needs is not there
        Add(builder.Services, builder.Configuration);
        await using var app = builder.Build();
        var faults = PolicyBotServer.FaultsOfSettings(app.Services);
        var wrong = faults.Select(fault => fault.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var parts = app.Services.GetServices<InstallationPart>().ToList();
        var looks = parts.Where(part => !wrong.Contains(part.Section))
            .Select(part => part.Make(app.Services).LookAsync(cancellationToken));
        var off = Optional.Where(one => !wrong.Contains(one.Section) && parts.All(part => part.Section != one.Section))
            .Select(one => new Finding(one.Part, FindingKind.Off, $"{one.Key} is not set."));
        var found = (await Task.WhenAll(looks)).SelectMany(findings => findings).Concat(off);
        return
        [
            .. faults.Select(fault => new Finding("settings", FindingKind.Wrong, fault, "docs/configuration.md has every key.")),
            .. found.OrderByDescending(finding => finding.Kind).ThenBy(finding => finding.Part, StringComparer.Ordinal),
        ];
    }

    private static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<TokenCredential>(_ => new DefaultAzureCredential());
        services.AddSettings(configuration);
        services.AddPolicyBotTables(configuration);
        services.AddPolicyBotOpenAI(configuration);
        services.AddTeamsConnector();
        services.AddSlack(configuration);
        services.AddMail(configuration);
        services.AddWebhookCalls(configuration);
        Add<CatalogCheck>(services, section: ""); // whatever else of its section is wrong
        Add<EvidenceCheck>(services, AuditOptions.Section);
        Add<IntegrationsCheck>(services, StorageOptions.Section);
        services.AddSingleton(new InstallationPart(PolicyBotOptions.Section, provider => new AddressCheck(
            provider.GetRequiredService<IOptions<PolicyBotOptions>>(),
            hasTeams: Has(configuration, TeamsOptions.Section, nameof(TeamsOptions.MicrosoftAppId)),
            isSlackCalling: Has(configuration, SlackOptions.Section, nameof(SlackOptions.BotToken))
                && !Has(configuration, SlackOptions.Section, nameof(SlackOptions.AppToken)),
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) })));
    }

    private static void Add<T>(IServiceCollection services, string section)
        where T : IInstallationCheck =>
        services.AddSingleton(new InstallationPart(section, provider => ActivatorUtilities.CreateInstance<T>(provider)));

    private static bool Has(IConfiguration configuration, string section, string key) =>
        !string.IsNullOrEmpty(configuration.GetSection(section)[key]);

    private static int Print(IReadOnlyList<Finding> findings, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(findings, Json));
        }
        else
        {
            foreach (var finding in findings)
            {
                Console.WriteLine(
                    $"{Word(finding.Kind),-9} {finding.Part,-9} {finding.What}{(finding.Mend.Length > 0 ? $" → {finding.Mend}" : "")}");
            }
        }

        return findings.Any(finding => finding.Kind == FindingKind.Wrong) ? 1 : 0;
    }

    private static string Word(FindingKind kind) => kind switch
    {
        FindingKind.Right => "right",
        FindingKind.Off => "off",
        FindingKind.Doubtful => "look at",
        _ => "WRONG",
    };
}
