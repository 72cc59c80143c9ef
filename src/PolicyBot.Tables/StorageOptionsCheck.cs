using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using PolicyBot.Tables.Storage;

namespace PolicyBot.Tables;

/// <summary>Says everything that is wrong with the section at once, one line a fault; no line quotes a connection string.</summary>
internal sealed partial class StorageOptionsCheck : IValidateOptions<StorageOptions>
{
    /// <summary>Longest name of a table.</summary>
    private const int LongestTableName = 63;

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        string[] faults = [.. AccountFaults(options), .. PrefixFaults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> AccountFaults(StorageOptions options)
    {
        var byString = !string.IsNullOrWhiteSpace(options.ConnectionString);
        var byUri = !string.IsNullOrWhiteSpace(options.AccountUri);
        if (!byString && !byUri)
        {
            yield return "Storage:ConnectionString or Storage:AccountUri is missing: where the register is kept.";
            yield break;
        }

        if (byString && byUri)
        {
            yield return "Storage:ConnectionString and Storage:AccountUri are both set; leave one of them.";
        }

        if (byString)
        {
            if (options.Endpoint(out var fault) is null)
            {
                yield return $"Storage:ConnectionString cannot be used: {fault}";
            }

            yield break;
        }

        if (!Uri.TryCreate(options.AccountUri, UriKind.Absolute, out var account)
            || account.Scheme != Uri.UriSchemeHttps || account.Query.Length > 0)
        {
            yield return "Storage:AccountUri must be an https address without a query, such as https://ACCOUNT.table.core.windows.net.";
        }
        else if (options.Endpoint(out var fault) is null)
        {
            yield return $"Storage:AccountUri cannot be used: {fault}";
        }
    }

    private static IEnumerable<string> PrefixFaults(StorageOptions options)
    {
        var most = LongestTableName - StoreTables.LongestName.Length;
        if (!Prefix().IsMatch(options.TablePrefix ?? "") || options.TablePrefix!.Length > most)
        {
            yield return $"Storage:TablePrefix must be 1 to {most} letters and digits, a letter first.";
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}
