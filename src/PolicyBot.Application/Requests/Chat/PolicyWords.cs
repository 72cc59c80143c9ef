using System.Text;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Application.Requests.Chat;

/// <summary>Finds the policies that a text names: by id, by name, by one of the catalog's synonyms. Pure.</summary>
internal static class PolicyWords
{
    private static readonly string[] Leads =
        ["exception", "exemption", "waiver", "ausnahme", "ausnahmegenehmigung", "befreiung", "excepción", "dérogation"];
    private static readonly string[] Joints =
        [.. "to from for of on regarding zu zur zum von vom bei für fuer the der die dem den policy rule richtlinie regel".Split(' ')];

    /// <summary>The policies that a text names; one, where it says which of several it is about; none.</summary>
    public static IReadOnlyList<Policy> Find(string text, PolicyCatalog catalog)
    {
        var plain = Plain(text);
        var found =
            catalog.Policies.SelectMany(policy =>
                Names(policy, text).SelectMany(name => Places(plain, name).Select(at => (Policy: policy, At: at, Name: name)))).ToList();
        // "Multi-factor authentication" is not also about a policy "Authentication".
        found = [
            .. found.Where(hit =>
                !found.Any(other =>
                    other.Policy != hit.Policy && other.Name.Length > hit.Name.Length && other.At <= hit.At
                    && hit.At + hit.Name.Length <= other.At + other.Name.Length))];
        var policies = found.Select(hit => hit.Policy).Distinct().ToList();
        var asked = found.Where(hit => IsAskedFor(plain, hit.At)).Select(hit => hit.Policy).Distinct().ToList();
        return policies.Count > 1 && asked.Count == 1 ? asked : policies;
    }

    /// <summary>
    /// The policies that an answer may mean, to the question which: those it names, else those whose name has all its words.
    /// </summary>
    public static IReadOnlyList<Policy> Match(string answer, PolicyCatalog catalog)
    {
        if (Find(answer, catalog) is { Count: > 0 } named)
        {
            return named;
        }

        var words = Plain(answer).Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Joints).Where(word => word.Length > 2).ToList();
        return words.Count is 0 or > 6
            ? []
            : [.. catalog.Policies.Where(policy =>
                Plain(string.Join(' ', [policy.Id, policy.Name, .. policy.Synonyms])).Split(' ') is var has
                && words.TrueForAll(word => has.Any(one => one.StartsWith(word, StringComparison.Ordinal))))];
    }

    /// <summary>Whether a text is the name of a policy and nothing else.</summary>
    public static bool IsOnly(string text, PolicyCatalog catalog)
    {
        var plain = string.Join(' ', Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Joints));
        return plain.Length > 0
            && catalog.Policies.Any(policy => Names(policy, text).Any(name => string.Join(' ', name.Split(' ').Except(Joints)) == plain));
    }

    /// <summary>The words of a text without the names of policies and what joins them to a sentence.</summary>
    public static string Without(string text, PolicyCatalog catalog)
    {
        var plain = Plain(text);
        foreach (var name in catalog.Policies.SelectMany(policy => Names(policy, text)).OrderByDescending(name => name.Length))
        {
            plain = plain.Replace($" {name} ", " ", StringComparison.Ordinal);
        }

        return string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(Joints));
    }

    /// <summary>A text in lower case, its words with one space between and around them, without signs.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length + 2).Append(' ');
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
            else if (plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain[^1] == ' ' ? plain.ToString() : plain.Append(' ').ToString();
    }

    private static IEnumerable<string> Names(Policy policy, string text)
    {
        foreach (var name in policy.Synonyms.Append(policy.Id).Append(policy.Name))
        {
            if (Plain(name).Trim() is { Length: > 0 } plain)
            {
                yield return plain;
            }
        }

        // The last part of an id is a name too where it is written as one: "MFA" is SEC-MFA, "vendor" is not CMP-VENDOR.
        if (policy.Id.LastIndexOf('-') is >= 0 and var dash && policy.Id[(dash + 1)..] is { Length: > 2 } tail && !tail.Any(char.IsLower)
            && HasWord(text, tail))
        {
            yield return Plain(tail).Trim();
        }
    }

    private static bool HasWord(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1]))
                && (at + word.Length == text.Length || !char.IsLetterOrDigit(text[at + word.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<int> Places(string plain, string name)
    {
        var word = $" {name} ";
        for (var at = plain.IndexOf(word, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            yield return at + 1;
        }
    }

    // "an exception to the MFA policy": the words before it, joints aside, end in what is asked for.
    private static bool IsAskedFor(string plain, int at)
    {
        var before = plain[Math.Max(0, at - 60)..at].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return before.Reverse().SkipWhile(Joints.Contains).FirstOrDefault() is { } word
            && Leads.Any(lead => word.StartsWith(lead, StringComparison.Ordinal));
    }
}
