using System.Globalization;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>What a person types into the form of a request, by field id.</summary>
public sealed record Wish(string Policy, IReadOnlyDictionary<string, string> Inputs)
{
    /// <summary>A justification that no log line may hold.</summary>
    public const string Justification =
        "The vendor ships phishing-resistant sign-in only with version 9, which lands in spring; until then the nightly build stops without this account.";

    public static Wish For(string policy, string title, DateOnly until) => new(policy, new Dictionary<string, string>
    {
        ["title"] = title,
        ["justification"] = Justification,
        ["scope"] = $"The account of {title} on the build server",
        ["expiresOn"] = Day(until),
    });

    public Wish With(string field, string value) => this with { Inputs = new Dictionary<string, string>(Inputs) { [field] = value } };

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
