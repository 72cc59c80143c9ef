using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Identity;
using PolicyBot.Application.Ports;

namespace PolicyBot.Tables.Storage;

/// <summary>Whether the store answers, may be read and written, has its tables, and goes by the same clock.</summary>
internal sealed class StoreCheck(StorageOptions options, Func<TokenCredential> credential, TimeProvider time) : IInstallationCheck
{
    private const string Part = "store";
    private const string Probe = "doctor";

    // Azure Storage refuses a shared key's request whose date is 15 minutes off
    // (https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key); tokens and Slack's signatures are taken for 5.
    private static readonly TimeSpan WrongSkew = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DoubtfulSkew = TimeSpan.FromSeconds(30);

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var client = new TableClientOptions { Retry = { MaxRetries = 0, NetworkTimeout = TimeSpan.FromSeconds(10) } };
        try
        {
            var service = TablesServiceCollectionExtensions.Connect(options, credential, client);
            var (missing, skew) = await ReadAsync(service, options.TablePrefix, cancellationToken);
            if (missing.Count == StoreTables.Names.Count)
            {
                return
                [
                    new Finding(Part, FindingKind.Doubtful, $"It answers, and has no table that begins with {options.TablePrefix}.",
                        "Start PolicyBot once: it makes them. If it ran before, Storage:TablePrefix or the account is another one."),
                    .. OfClock(skew),
                ];
            }

            if (missing.Count > 0)
            {
                return
                [
                    new Finding(Part, FindingKind.Wrong, $"These tables are missing: {string.Join(", ", missing)}.",
                        "Start PolicyBot once: it makes tables that a new version needs. If they were removed, restore them first."),
                    .. OfClock(skew),
                ];
            }

            await WriteAsync(service.GetTableClient(options.TablePrefix + nameof(StoreTables.Seen)), cancellationToken);
            return
            [
                new Finding(Part, FindingKind.Right,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"All {StoreTables.Names.Count} tables answer, and the one that was tried can be written.")),
                .. OfClock(skew),
            ];
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested && Read(fault) is not null)
        {
            return [Read(fault)!];
        }
    }

    private async Task<(List<string> Missing, TimeSpan Skew)> ReadAsync(
        TableServiceClient service, string prefix, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(StoreTables.Names.Select(async name =>
        {
            var answer = await service.GetTableClient(prefix + name)
                .GetEntityIfExistsAsync<TableEntity>(Probe, Probe, select: null, cancellationToken);
            return (Name: prefix + name, Answer: answer.GetRawResponse());
        }));
        var date = answers.Select(one => one.Answer.Headers.Date).FirstOrDefault(at => at is not null) ?? time.GetUtcNow();
        return (
            [.. answers.Where(one => IsMissing(one.Answer)).Select(one => one.Name)],
            time.GetUtcNow() - date);
    }

    private static bool IsMissing(Response answer) =>
        answer.Status == 404 && new RequestFailedException(answer).ErrorCode == TableErrorCode.TableNotFound;

    private static async Task WriteAsync(TableClient table, CancellationToken cancellationToken)
    {
        await table.UpsertEntityAsync(new TableEntity(Probe, Probe), TableUpdateMode.Replace, cancellationToken);
        await table.DeleteEntityAsync(Probe, Probe, ETag.All, cancellationToken);
    }

    private static IEnumerable<Finding> OfClock(TimeSpan skew)
    {
        var seconds = string.Create(
            CultureInfo.InvariantCulture,
                $"{Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} the store's");
        return skew.Duration() switch
        {
            var off when off > WrongSkew => [new Finding("clock", FindingKind.Wrong, $"This machine's clock is {seconds}.",
                "Set it by NTP: tokens and signatures are taken for 5 minutes, and ends come by it.")],
            var off when off > DoubtfulSkew => [new Finding("clock", FindingKind.Doubtful, $"This machine's clock is {seconds}.",
                "Set it by NTP.")],
            _ => [new Finding("clock", FindingKind.Right, "This machine's clock agrees with the store's.")],
        };
    }

    private static Finding? Read(Exception fault) => fault switch
    {
        RequestFailedException { Status: > 0 } refused => Wrong(
            $"It refuses ({string.Join(' ', refused.Status, refused.ErrorCode).Trim()}).",
            refused.ErrorCode switch
            {
                "AuthenticationFailed" => "The key or signature is no longer good, or this machine's clock is wrong.",
                "AuthorizationPermissionMismatch" =>
                    "Give the identity the role Storage Table Data Contributor on the account; a SAS needs to read, add, update " +
                    "and delete.",
                "AuthorizationFailure" => "The account's network rules keep this machine out, or a SAS lacks a right.",
                "KeyBasedAuthenticationNotPermitted" =>
                    "The account takes no keys: set Storage:AccountUri in place of the connection string.",
                null when refused.Status == 403 =>
                    "Look at the key or SAS, at the account's network rules, and at the identity's role: Storage Table Data Contributor.",
                _ => "Look the code up in the account's documentation.",
            }),
        RequestFailedException or AggregateException { InnerExceptions: [RequestFailedException, ..] } =>
            Wrong("It does not answer.", "Look at the account's name and network: its address must be found and reached from here."),
        CredentialUnavailableException =>
            Wrong("No identity is to be had here.", "Give this machine a managed identity, or sign in with the Azure CLI."),
        AuthenticationFailedException => Wrong("The identity could not sign in.",
            "Look at the identity in Entra ID, and at AZURE_… variables."),
        _ => null,
    };

    private static Finding Wrong(string what, string mend) => new(Part, FindingKind.Wrong, what, mend);
}
