using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using PolicyBot.Domain.Exceptions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Web.Tests.Api;

/// <summary>Requests that come through the door.</summary>
public sealed class SubmitTests
{
    private const string Good = """
        {
          "requesterEmail": "sal@contoso.example", "policyId": "SEC-MFA", "title": "MFA off on svc-build",
          "justification": "The build account signs in by script; the vendor has no support for keys before March.",
          "scope": "svc-build, on the build server only", "compensatingControls": "Sign-in only from 10.0.4.12.",
          "expiresOn": "2027-02-15", "fields": { "accountType": "service" }, "assets": ["svc-build"], "department": "Engineering"
        }
        """;

    [Fact]
    public async Task A_request_is_accepted_its_requester_told_and_what_became_of_it_can_be_asked()
    {
        await using var served = await ServedApi.OpenAsync();
        await served.MeetAsync(Sal);
        using var portal = await served.EnterAsync(Scopes.Submit);

        var (status, json, location) = await PostAsync(portal, Good, "one");

        Assert.True(status == HttpStatusCode.Accepted, $"{status} {json}");
        Assert.Equal("awaitsConfirmation", json.GetProperty("state").GetString());
        Assert.Equal($"/api/requests/{json.GetProperty("id").GetString()}", location);
        Assert.Contains("ci prepared a request in your name", served.Chat.Sent.Single().View.Summary, StringComparison.Ordinal);
        Assert.Equal("awaitsConfirmation", (await ServedApi.GetAsync(portal, location!)).Json.GetProperty("state").GetString());
        Assert.Equal(json.ToString(), (await PostAsync(portal, Good, "one")).Json.ToString());
        Assert.Single(served.Chat.Sent);
    }

    [Theory]
    [InlineData("{", "$")]
    [InlineData("null", "$")]
    [InlineData("""{"titel":"x"}""", "titel")]
    [InlineData("""{"title":7}""", "title")]
    [InlineData("""{"title":null}""", "title")]
    [InlineData("""{"title":"a","title":"b"}""", "title")]
    [InlineData("""{"expiresOn":"15.2.2027"}""", "expiresOn")]
    [InlineData("""{"fields":{"accountType":7}}""", "fields.accountType")]
    [InlineData("""{"requesterEmail":"sal@contoso.example","policyId":"SEC-MFA","fields":{"foo":"x"}}""", "fields.foo")]
    [InlineData("""{"requesterEmail":"sal@contoso.example","policyId":"SEC-MFA","facts":{"foo":"x"}}""", "facts.foo")]
    [InlineData("""{"requesterEmail":"sal"}""", "requesterEmail")]
    [InlineData("""{"requesterEmail":"sal@contoso.example","policyId":"NO"}""", "policyId")]
    [InlineData("""{"requesterEmail":"sal@contoso.example","policyId":"SEC-MFA"}""", "title")]
    [InlineData("""{"requesterEmail":"sal@contoso.example","policyId":"SEC-MFA","fields":{"accountType":"huge"}}""", "fields.accountType")]
    public async Task What_is_wrong_is_named_by_its_member(string body, string member)
    {
        await using var served = await ServedApi.OpenAsync();
        await served.MeetAsync(Sal);
        using var portal = await served.EnterAsync(Scopes.Submit);

        var (status, json, _) = await PostAsync(portal, body, null);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(json.GetProperty("errors").TryGetProperty(member, out _), json.ToString());
        Assert.Empty(served.Chat.Sent);
    }

    [Fact]
    public async Task A_body_that_is_too_large_and_a_key_without_the_scope_keep_nothing()
    {
        await using var served = await ServedApi.OpenAsync();
        await served.MeetAsync(Sal);
        using var portal = await served.EnterAsync(Scopes.Submit);
        using var reader = await served.EnterAsync(Scopes.Read);

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(portal, $$"""{"title":"{{new string('x', 70_000)}}"}""", null)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(reader, Good, null)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(portal, Good.Replace("sal@", "nobody@", StringComparison.Ordinal), null)).Status);
        Assert.Empty(served.Chat.Sent);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Json, string? Location)> PostAsync(
        HttpClient machine, string body, string? call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/requests")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (call is not null)
        {
            request.Headers.Add("Idempotency-Key", call);
        }

        using var answer = await machine.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.Location?.ToString());
    }
}
