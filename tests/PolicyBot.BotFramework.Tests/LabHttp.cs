using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PolicyBot.Lab.Teams;

namespace PolicyBot.BotFramework.Tests;

/// <summary>
/// The only way of the SDK to its peers: it takes keys over HTTPS alone, and the Lab publishes them over HTTP. A request that leads
/// elsewhere than to the Lab fails.
/// </summary>
internal sealed class LabHttp(TeamsTenant tenant) : DelegatingHandler(new SocketsHttpHandler
{
    AllowAutoRedirect = false,
    SslOptions =
    {
        RemoteCertificateValidationCallback = (_, shown, _, _) =>
            shown!.GetCertHashString(HashAlgorithmName.SHA256) == tenant.AuthorityCertificateSha256,
    },
})
{
    /// <summary>The address of the Lab's metadata as the SDK must be told it.</summary>
    public static string MetadataUrl(TeamsTenant tenant) => Secure(tenant.OpenIdMetadataUrl.ToString());

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var connector = tenant.OpenIdMetadataUrl.Authority;
        var asked = request.RequestUri!.Authority;
        Assert.True(asked == connector || asked == tenant.AuthorityHost.Authority, $"The SDK asks {request.RequestUri}.");
        if (asked != connector || request.RequestUri.Scheme == Uri.UriSchemeHttp)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = new UriBuilder(request.RequestUri) { Scheme = Uri.UriSchemeHttp }.Uri;
        var response = await base.SendAsync(request, cancellationToken);
        var document = Secure(await response.Content.ReadAsStringAsync(cancellationToken));
        response.Content = new StringContent(document, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return response;
    }

    private static string Secure(string text) => text.Replace("http://127.0.0.1", "https://127.0.0.1", StringComparison.Ordinal);
}
