using System.Text;

namespace PolicyBot.Core.Catalog;

/// <summary>The assessment that ships with the product: the section of a catalog that has none.</summary>
public static class AssessmentDefaults
{
    private const string Resource = "PolicyBot.Core.Catalog.assessment.default.yaml";

    /// <summary>The file itself, for documentation.</summary>
    public static string Text { get; } = ReadText();

    internal static AssessmentSettings Read() => AssessmentBuilder.Build(YamlValue.Read(Text)["assessment"]!, basis: null);

    private static string ReadText()
    {
        using var reader = new StreamReader(typeof(AssessmentDefaults).Assembly.GetManifestResourceStream(Resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
