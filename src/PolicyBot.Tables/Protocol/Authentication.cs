using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace PolicyBot.Tables.Protocol;

/// <summary>
/// Signs each try anew, because a date more than 15 minutes old is refused.
/// Source: https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key, "Table service (Shared Key Lite)".
/// </summary>
internal sealed class SharedKeyLitePolicy(TableSharedKeyCredential credential, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var resource = $"/{credential.AccountName}{message.Request.Uri.ToUri().AbsolutePath}"; // the query does not count
        message.Request.Headers.SetValue("x-ms-date", date);
        message.Request.Headers.SetValue(
            HttpHeader.Names.Authorization,
            $"SharedKeyLite {credential.AccountName}:{credential.Sign($"{date}\n{resource}")}");
    }
}

/// <summary>Appends a shared access signature to the query, unchanged, once a call.</summary>
internal sealed class SharedAccessSignaturePolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var signature = credential.Signature.TrimStart('?');
        var uri = message.Request.Uri;
        uri.Query = string.IsNullOrEmpty(uri.Query) ? "?" + signature : $"{uri.Query}&{signature}";
    }
}

/// <summary>Sends an Entra ID token; that none can be had is an outage, whatever the credential throws.</summary>
internal sealed class TokenPolicy(TokenCredential credential) : BearerTokenAuthenticationPolicy(credential, Scope)
{
    private const string Scope = "https://storage.azure.com/.default";

    protected override async ValueTask AuthorizeRequestAsync(HttpMessage message)
    {
        try
        {
            await base.AuthorizeRequestAsync(message);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            throw new TableStorageUnavailableException("No Entra ID token for Table storage could be had.", 0, null, failure);
        }
    }
}
