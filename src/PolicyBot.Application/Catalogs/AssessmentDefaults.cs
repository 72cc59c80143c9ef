using System.Text;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Catalogs;

/// <summary>The assessment that ships with the product: the section of a catalog that has none.</summary>
public static class AssessmentDefaults
{
    private const string Resource = "PolicyBot.Application.Catalogs.assessment.default.yaml";

    private static readonly Lazy<AssessmentSettings> Shipped = new(Read);

    /// <summary>What holds where a catalog says nothing else: <c>assessment.default.yaml</c>.</summary>
    public static AssessmentSettings Settings => Shipped.Value;

    /// <summary>The file itself, for documentation.</summary>
    public static string Text { get; } = ReadText();

    private static AssessmentSettings Read() => AssessmentBuilder.Build(YamlValue.Read(Text)["assessment"]!, basis: null);

    private static string ReadText()
    {
        using var reader = new StreamReader(typeof(AssessmentDefaults).Assembly.GetManifestResourceStream(Resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
