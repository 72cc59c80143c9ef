using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PolicyBot.Lab;
using PolicyBot.Mail;
using PolicyBot.OpenAI;
using PolicyBot.Slack;
using PolicyBot.Tables;
using PolicyBot.Teams;
using PolicyBot.Web.Outside;

namespace PolicyBot.Host.Tests;

/// <summary><c>appsettings.sample.json</c> is where an operator looks up what can be set.</summary>
public sealed class SampleSettingsTests
{
    private static readonly string Sample = Path.Combine(WorkingCopy.Root, "appsettings.sample.json");

    private static readonly IReadOnlyDictionary<string, object> Sections = new Dictionary<string, object>
    {
        [PolicyBotOptions.Section] = new PolicyBotOptions(),
        [StorageOptions.Section] = new StorageOptions(),
        [AuditOptions.Section] = new AuditOptions(),
        [ApiOptions.Section] = new ApiOptions(),
        [WebhookOptions.Section] = new WebhookOptions(),
        [OpenAIOptions.Section] = new OpenAIOptions(),
        [TeamsOptions.Section] = new TeamsOptions(),
        [SlackOptions.Section] = new SlackOptions(),
        [SmtpOptions.Section] = new SmtpOptions(),
    };

    [Fact]
    public void Every_setting_stands_in_the_sample_and_nothing_else_does()
    {
        var sample =
            JsonNode.Parse(File.ReadAllText(Sample),
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip })!.AsObject();

        var written = sample.SelectMany(section => section.Value!.AsObject().Select(key => $"{section.Key}:{key.Key}"));

        Assert.Equal(Sections.SelectMany(section => Settable(section.Value).Select(property => $"{section.Key}:{property.Name}")).Order(),
            written.Order());
    }

    [Fact]
    public void Every_setting_has_a_comment_above_it()
    {
        var lines = File.ReadAllLines(Sample).Select(line => line.Trim()).ToArray();

        var bare = lines.Where((line, index) => line.StartsWith('"') && !lines[index - 1].StartsWith("//", StringComparison.Ordinal));

        Assert.Empty(bare);
    }

    [Fact]
    public void What_the_sample_says_is_the_default_except_where_the_catalog_is()
    {
        var configuration = new ConfigurationBuilder().AddJsonFile(Sample).Build();

        var others = Sections.SelectMany(section =>
        {
            var bound = configuration.GetSection(section.Key).Get(section.Value.GetType())!;
            return Settable(bound).Where(property => Text(property, bound) != Text(property, section.Value))
                .Select(property => $"{section.Key}:{property.Name}");
        });

        Assert.Equal(["PolicyBot:CatalogPath"], others);
    }

    private static IEnumerable<PropertyInfo> Settable(object options) =>
        options.GetType().GetProperties().Where(property => property.CanWrite);

    // An empty text and none are the same to a person who reads the sample.
    private static string Text(PropertyInfo property, object options) => property.GetValue(options) switch
    {
        IEnumerable<string> list => string.Join(',', list),
        var value => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };
}
