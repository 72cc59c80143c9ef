using System.Reflection;
using System.Text.RegularExpressions;

namespace PolicyBot.Host.Tests;

/// <summary>Which part may know which: the one list, kept for projects by their assemblies and for folders by their sources.</summary>
public sealed partial class ArrowsTests
{
    /// <summary>The projects each project may reference.</summary>
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["Domain"] = [],
        ["Application"] = ["Domain"],
        ["Tables"] = ["Application", "Domain"],
        ["OpenAI"] = ["Application", "Domain"],
        ["Mail"] = ["Application", "Domain"],
        ["Teams"] = ["Application", "Domain"],
        ["Slack"] = ["Application", "Domain"],
        ["Web"] = ["Application", "Domain"],
        ["Host"] = ["Application", "Domain", "Mail", "OpenAI", "Slack", "Tables", "Teams", "Web"],
    };

    /// <summary>The folders each folder of a project may use. A folder that is not listed uses no other.</summary>
    private static readonly Dictionary<string, string[]> Folders = new()
    {
        ["Domain/Routing"] = ["Policies", "Risk"],
        ["Domain/Policies"] = ["Time"],
        ["Domain/Risk"] = ["Policies"],
        ["Domain/Exceptions"] = ["Audit", "Policies", "Risk", "Routing", "Time"],
        ["Application/Ports"] = ["Views"],
        ["Application/Screens"] = ["Ports", "Views"],
        ["Application/Evaluation"] = ["Ports"],
        ["Application/People"] = ["Ports", "Views"],
        ["Application/Catalogs"] = ["People", "Ports", "Views"],
        ["Application/Register"] = ["Ports", "Screens", "Views"],
        ["Application/Exports"] = ["Catalogs", "Ports", "Register"],
        ["Application/Evidence"] = ["Notifications", "People", "Ports"],
        ["Application/Notifications"] = ["People", "Ports", "Register", "Screens", "Views"],
        ["Application/Webhooks"] = ["Notifications", "Ports", "Register"],
        ["Application/Reconciling"] = ["Notifications", "People", "Ports", "Register", "Views", "Webhooks"],
        ["Application/Requests"] = ["Notifications", "People", "Ports", "Reconciling", "Register", "Screens", "Views"],
        ["Application/Importing"] = ["Ports", "Reconciling", "Screens"],
        ["Application/Retention"] = ["Evidence", "Ports"],
        ["Application/Reports"] = ["Notifications", "People", "Ports", "Register", "Screens", "Views"],
        ["Application/SignIn"] = ["Notifications", "People", "Ports", "Views"],
        ["Application/Doors"] = ["Notifications", "People", "Ports", "Reconciling", "Register", "Requests", "Screens", "Views"],
        ["Application/Interactions"] =
        [
            "Catalogs", "Notifications", "People", "Ports", "Reconciling", "Register", "Reports", "Requests", "Screens", "SignIn", "Views",
        ],
        ["Application/Channels"] = ["Interactions", "People", "Ports", "Reconciling"],
        ["Tables/Catalogs"] = ["Storage"],
        ["Tables/Counts"] = ["Storage"],
        ["Tables/Drafts"] = ["Storage"],
        ["Tables/Evidence"] = ["Storage"],
        ["Tables/Index"] = ["Storage"],
        ["Tables/Integrations"] = ["Storage"],
        ["Tables/People"] = ["Storage"],
        ["Tables/Register"] = ["Storage"],
        ["Tables/Seen"] = ["Storage"],
        ["Tables/Work"] = ["Storage"],
        ["Teams/Outbound"] = ["Cards", "Protocol"],
        ["Teams/Inbound"] = ["Cards", "Outbound", "Protocol"],
        ["Slack/Outbound"] = ["Cards", "Protocol"],
        ["Slack/Inbound"] = ["Cards", "Outbound", "Protocol"],
        ["Slack/SocketMode"] = ["Inbound", "Outbound"],
        ["Web/Mcp"] = ["Api"],
        ["Web/Webhooks"] = ["Api", "Outside"],
        ["Mail/Outbound"] = ["Cards"],
        ["Mail/Inbound"] = ["Outbound"],
        ["Host/Workers"] = ["Catalog", "Time"],
        ["Host/Composition"] = ["Catalog", "Time", "Workers"],
        ["Host/Doctor"] = ["Composition"],
        ["Host/Commands"] = ["Composition", "Doctor"],
    };

    public static TheoryData<string> EveryProject => [.. Projects.Keys];

    public static TheoryData<string> ProjectsWithFolders =>
        ["Domain", "Application", "Tables", "OpenAI", "Teams", "Slack", "Mail", "Web", "Host"];

    [Theory]
    [MemberData(nameof(EveryProject))]
    public void A_project_knows_only_the_projects_it_may_know(string project)
    {
        var known = References(project).Where(name => name.StartsWith("PolicyBot.", StringComparison.Ordinal)).Order();

        Assert.Equal(Projects[project].Select(name => $"PolicyBot.{name}"), known);
    }

    [Fact]
    public void The_domain_knows_only_the_base_class_library() =>
        Assert.All(References("Domain"), name => Assert.Matches("^(System\\.|netstandard|mscorlib)", name));

    [Fact]
    public void The_domain_waits_for_nothing()
    {
        var methods = typeof(Domain.Exceptions.ExceptionRules).Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static));

        Assert.DoesNotContain(methods, method =>
            typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType.Name.StartsWith("ValueTask", StringComparison.Ordinal));
    }

    [Fact]
    public void The_application_serves_no_web_and_of_the_framework_beside_the_runtime_knows_only_how_to_log_and_how_to_call() =>
        Assert.Equal(
            ["Microsoft.Extensions.Logging.Abstractions", "System.Net.Http"],
            References("Application").Where(name => name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name.StartsWith("System.Net", StringComparison.Ordinal)
                || name.StartsWith("Azure.", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(ProjectsWithFolders))]
    public void A_folder_uses_only_the_folders_it_may_use(string project)
    {
        var arrows = Arrows(project).Where(arrow => !Folders.GetValueOrDefault($"{project}/{arrow.From}", []).Contains(arrow.To));

        Assert.Empty(arrows.Select(arrow => $"{arrow.From} uses {arrow.To} in {arrow.File}"));
    }

    [Theory]
    [MemberData(nameof(ProjectsWithFolders))]
    public void The_folders_of_a_project_form_no_circle(string project)
    {
        var left = Folders.Where(folder => folder.Key.StartsWith($"{project}/", StringComparison.Ordinal))
            .ToDictionary(folder => folder.Key[(project.Length + 1)..], folder => folder.Value);
        while (left.FirstOrDefault(folder => !folder.Value.Any(left.ContainsKey)) is { Key: { } free })
        {
            left.Remove(free);
        }

        Assert.Empty(left);
    }

    private static IEnumerable<string> References(string project) =>
        Assembly.Load($"PolicyBot.{project}").GetReferencedAssemblies().Select(reference => reference.Name!);

    /// <summary>What the sources say they use. An unused <c>using</c> fails the build, so these are all true.</summary>
    private static IEnumerable<(string From, string To, string File)> Arrows(string project)
    {
        var root = Path.Combine(Root(), "src", $"PolicyBot.{project}");
        var folders = Directory.GetDirectories(root).Select(Path.GetFileName).ToHashSet();
        return from file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
               let path = Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)
               where path.Length > 1
               from Match match in Using().Matches(File.ReadAllText(file))
               where match.Groups[1].Value == project && match.Groups[2].Value != path[0] && folders.Contains(match.Groups[2].Value)
               select (path[0], match.Groups[2].Value, path[^1]);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PolicyBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution lies above the tests.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^using (?:static |\w+ = )?PolicyBot\.(\w+)\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
