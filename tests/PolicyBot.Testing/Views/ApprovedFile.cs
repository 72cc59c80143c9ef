using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyBot.Testing.Views;

/// <summary>
/// Compares with a file beside the test that a person has reviewed. With <c>POLICYBOT_APPROVE=1</c> the file is written instead, for
/// review.
/// </summary>
public static class ApprovedFile
{
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Matches(string name, string json, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, $"{name}.approved.json");
        var readable = JsonNode.Parse(json)!.ToJsonString(Readable).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("POLICYBOT_APPROVE") == "1")
        {
            File.WriteAllText(path, readable);
        }

        Assert.Equal(File.ReadAllText(path).ReplaceLineEndings("\n"), readable);
    }
}
