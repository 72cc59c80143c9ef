using System.IO.Compression;
using PolicyBot.Teams.Manifest;

namespace PolicyBot.Teams.Tests.Manifest;

/// <summary>
/// The icons keep Teams' rules: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package.
/// </summary>
public sealed class IconTests
{
    [Fact]
    public void The_colour_icon_is_a_solid_square_with_its_symbol_in_the_middle()
    {
        var icon = Icon("color.png");
        var paper = icon.At(0, 0);

        Assert.Equal(192, icon.Size);
        Assert.All(icon.All(), pixel => Assert.Equal(255, pixel.Color.A));
        Assert.All(icon.All().Where(pixel => pixel.X is < 48 or >= 144 || pixel.Y is < 48 or >= 144), pixel =>
            Assert.Equal(paper, pixel.Color));
        Assert.Contains(icon.All(), pixel => pixel.Color == (255, 255, 255, 255));
        Assert.Equal((0x4F, 0x52, 0xB2, 0xFF), paper); // accentColor of the manifest
    }

    [Fact]
    public void The_outline_icon_is_white_on_nothing_and_fills_its_square()
    {
        var icon = Icon("outline.png");

        Assert.Equal(32, icon.Size);
        Assert.All(icon.All(), pixel => Assert.True(pixel.Color is (255, 255, 255, 0 or 255)));
        var white = icon.All().Where(pixel => pixel.Color.A == 255).ToList();
        Assert.Equal((0, 0, 31, 31),
            (white.Min(pixel => pixel.X), white.Min(pixel => pixel.Y), white.Max(pixel => pixel.X), white.Max(pixel => pixel.Y)));
    }

    private static Png Icon(string name)
    {
        using var zip = new ZipArchive(TeamsManifest.Build(new TeamsManifestValues
        {
            BotId = "12345678-90ab-cdef-1234-567890abcdef",
            PublicBaseUrl = new Uri("https://policybot.contoso.example/"),
            Version = "1.0.0",
        }));
        using var icon = zip.GetEntry(name)!.Open();
        return Png.Read(icon);
    }
}
