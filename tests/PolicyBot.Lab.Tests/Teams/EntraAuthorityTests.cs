using System.Security.Cryptography;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using PolicyBot.Lab.Sockets;

namespace PolicyBot.Lab.Tests.Teams;

public sealed class EntraAuthorityTests
{
    [Fact]
    public async Task The_official_client_gets_a_token_that_the_connector_takes()
    {
        await using var lab = await TenantFixture.StartAsync();
        await lab.Tenant.Person("sal@contoso.example").InstallAsync(CancellationToken.None);

        var token = await Credential(lab, lab.Tenant.Options.AppPassword)
            .GetTokenAsync(new TokenRequestContext(["https://api.botframework.com/.default"]), CancellationToken.None);
        var answer = await lab.CallAsync(
            HttpMethod.Get, $"/v3/conversations/{TenantFixture.Segment(lab.Tenant.Person("sal@contoso.example").Chat.Id)}/members",
                token: token.Token);

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, lab.Tenant.Authority.TokensIssued);
    }

    [Fact]
    public async Task The_official_client_says_which_secret_was_wrong()
    {
        await using var lab = await TenantFixture.StartAsync();

        var refusal = await Assert.ThrowsAsync<AuthenticationFailedException>(async () =>
            await Credential(lab, "wrong")
                .GetTokenAsync(new TokenRequestContext(["https://api.botframework.com/.default"]), CancellationToken.None));

        Assert.Contains("AADSTS7000215", refusal.InnerException!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client_secret", "wrong", 401, "invalid_client", 7000215)]
    [InlineData("client_secret", "", 401, "invalid_client", 7000216)]
    [InlineData("client_id", "11111111-1111-1111-1111-111111111111", 400, "unauthorized_client", 700016)]
    [InlineData("scope", "https://graph.microsoft.com/.default", 400, "invalid_resource", 500011)]
    [InlineData("scope", "https://api.botframework.com", 400, "invalid_scope", 1002012)]
    [InlineData("grant_type", "password", 400, "unsupported_grant_type", 70003)]
    [InlineData("tenant", "22222222-2222-2222-2222-222222222222", 400, "invalid_request", 90002)]
    public async Task A_wrong_request_is_refused_with_the_documented_code(string name, string value, int status, string error, int code)
    {
        await using var lab = await TenantFixture.StartAsync();

        var answer = await lab.AskForTokenAsync((name, value));

        Assert.Equal((status, error), (answer.Status, answer.Body.Text("error")));
        Assert.StartsWith($"AADSTS{code}: ", answer.Body.Text("error_description"), StringComparison.Ordinal);
        Assert.Equal(code, answer.Body!["error_codes"]![0]!.GetValue<int>());
    }

    private static ClientSecretCredential Credential(TenantFixture lab, string secret)
    {
        // The certificate is checked as the bot is told to: by its SHA-256, not by a trust store.
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
                shown!.GetCertHashString(HashAlgorithmName.SHA256) == lab.Tenant.AuthorityCertificateSha256,
        };
        return new ClientSecretCredential(lab.Tenant.Options.TenantId, lab.Tenant.Options.AppId, secret, new ClientSecretCredentialOptions
        {
            AuthorityHost = lab.Tenant.AuthorityHost,
            DisableInstanceDiscovery = true,
            Transport = new HttpClientTransport(handler),
            Retry = { MaxRetries = 0 },
        });
    }
}
