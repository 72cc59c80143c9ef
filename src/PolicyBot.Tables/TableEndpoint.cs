using System.Diagnostics.CodeAnalysis;

namespace PolicyBot.Tables;

/// <summary>What an account's address says about it.</summary>
internal static class TableEndpoint
{
    /// <summary>
    /// Whether this is an emulator, or something on this machine: a loopback host, or the account in the path, which Table
    /// storage itself never has.
    /// </summary>
    /// <param name="endpoint">The account's table address.</param>
    public static bool IsEmulator(Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return endpoint.IsLoopback || endpoint.AbsolutePath != "/";
    }

    /// <summary>Takes an account's address as it can be used: absolute, http or https, not Cosmos DB.</summary>
    /// <exception cref="ArgumentException">It is not an absolute http or https address.</exception>
    /// <exception cref="NotSupportedException">It is Cosmos DB, which does not sort rows by key.</exception>
    public static Uri Check([NotNull] Uri? endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp)
            || endpoint.Query.Length > 0)
        {
            throw new ArgumentException("A table endpoint is an absolute http or https address without a query.", nameof(endpoint));
        }

        if (endpoint.Host.Contains(".table.cosmos.", StringComparison.OrdinalIgnoreCase))
        {
            throw new NotSupportedException(
                "This is a Cosmos DB endpoint. Cosmos DB for Table does not return rows in key order, which PolicyBot relies on: "
                + "use an Azure Storage account.");
        }

        return new Uri(endpoint.GetLeftPart(UriPartial.Path).TrimEnd('/'));
    }
}
