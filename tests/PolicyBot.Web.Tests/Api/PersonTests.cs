using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Testing;
using PolicyBot.Testing.Fakes;
using static PolicyBot.Testing.Someone;
using static PolicyBot.Web.Tests.Api.ServedApi;

namespace PolicyBot.Web.Tests.Api;

/// <summary>People who come through the doors with a token of their directory: they may what they may in chat.</summary>
public sealed class PersonTests
{
    private static readonly ARecord[] Held =
    [
        new ARequest { Id = IdOf(1) }.Granted(),
        new ARequest { Id = IdOf(2), Confidential = true }.Granted(),
    ];

    [Theory]
    [InlineData("sal", "1,2")] // asked for both
    [InlineData("ana", "1,2")] // approved both
    [InlineData("iam", "1")] // owns the policy
    [InlineData("mallory", "")] // has nothing to do with them
    public async Task A_person_sees_what_they_see_in_chat_and_needs_no_scope(string who, string expected)
    {
        await using var served = await OpenAsync(Held);
        var person = new[] { Sal, Ana, Iam, Mallory }.Single(one => one.Person.Value.StartsWith(who, StringComparison.Ordinal));
        await served.MeetAsync(person);
        using var app = served.EnterAs(person);

        var (status, list) = await GetAsync(app, "/api/exceptions?state=any");

        Assert.True(status == HttpStatusCode.OK, $"{status} {list}");
        Assert.Equal(expected, string.Join(',', list.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("id").GetString()![^1]).Order()));
        foreach (var number in new[] { 1, 2 })
        {
            var seen = expected.Contains($"{number}", StringComparison.Ordinal);
            Assert.All(
                await Task.WhenAll(new[] { "", "/history", "/why" }.Select(part => GetAsync(app, $"/api/exceptions/{IdOf(number)}{part}"))),
                answer => Assert.Equal(seen ? HttpStatusCode.OK : HttpStatusCode.NotFound, answer.Status));
            var active = (await GetAsync(app, "/api/active?policyId=SEC-MFA")).Json.GetProperty("exceptions").EnumerateArray();
            Assert.Equal(seen, active.Any(one => one.GetProperty("id").GetString() == IdOf(number).Value));
        }
    }

    [Fact]
    public async Task A_token_that_cannot_be_checked_just_now_is_to_be_shown_again_and_not_called_wrong()
    {
        await using var served = await OpenAsync(Held);
        using var app = served.NewMachine();
        app.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", FakePersonTokens.Unsure);

        using var answer = await app.GetAsync(new Uri("/api/exceptions", UriKind.Relative));

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "5"), (answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
    }

    [Fact]
    public async Task Who_merely_takes_part_exports_nothing_and_a_policy_owner_what_they_see()
    {
        await using var served = await OpenAsync(Held);
        await served.MeetAsync(Sal);
        await served.MeetAsync(Iam);
        using var sal = served.EnterAs(Sal);
        using var iam = served.EnterAs(Iam);

        Assert.Equal("", await sal.GetStringAsync(new Uri("/api/exceptions/export?state=any", UriKind.Relative)));
        var line = Assert.Single((await iam.GetStringAsync(new Uri("/api/exceptions/export?state=any", UriKind.Relative)))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(IdOf(1).Value, JsonElement.Parse(line).GetProperty("id").GetString());
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Forbidden, "write to it once in Teams")]
    [InlineData(DirectoryVerdict.Guest, HttpStatusCode.Forbidden, "Guests")]
    [InlineData(DirectoryVerdict.Deactivated, HttpStatusCode.Forbidden, "switched off")]
    [InlineData(DirectoryVerdict.Unavailable, HttpStatusCode.ServiceUnavailable, "moment")]
    public async Task Whom_chat_does_not_serve_no_door_serves_and_says_why(DirectoryVerdict? verdict, HttpStatusCode expected, string words)
    {
        await using var served = await OpenAsync(Held);
        if (verdict is { } known)
        {
            await served.MeetAsync(Sal);
            served.Chat.Directory[Sal.Name] = new DirectoryAnswer(known, "", "", "");
        }

        using var app = served.EnterAs(Sal);
        var (status, problem) = await GetAsync(app, "/api/exceptions");

        Assert.Equal(expected, status);
        Assert.Contains(words, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_proves_nobody_is_no_key()
    {
        await using var served = await OpenAsync(Held);
        using var stranger = served.NewMachine();
        stranger.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA");

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(stranger, "/api/exceptions")).Status);
    }

    [Fact]
    public async Task A_person_begins_a_request_in_their_own_name_and_in_no_other()
    {
        await using var served = await OpenAsync();
        await served.MeetAsync(Sal);
        await served.MeetAsync(Ana);
        using var app = served.EnterAs(Ana);
        using var sal = served.EnterAs(Sal);

        using var refused = await PostAsync(app, Sal.Person.Value);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var taken = await PostAsync(sal, "");
        Assert.True(taken.StatusCode == HttpStatusCode.Accepted, await taken.Content.ReadAsStringAsync());

        Assert.Equal(Sal.Name, Assert.Single(served.Chat.Sent).To.Id);
        Assert.Equal("awaitsConfirmation", (await GetAsync(sal, taken.Headers.Location!.ToString())).Json.GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(app, taken.Headers.Location!.ToString())).Status);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient app, string requester) => app.PostAsJsonAsync("/api/requests", new
    {
        requesterEmail = requester,
        policyId = "SEC-MFA",
        title = "MFA off on svc-build",
        justification = "The build account signs in by script; the vendor has no support for keys before March.",
        scope = "svc-build, on the build server only",
        compensatingControls = "Sign-in only from 10.0.4.12.",
        expiresOn = "2027-02-15",
        fields = new { accountType = "service" },
        department = "Engineering",
    });
}
