using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>A person's app at the doors of a real Host, with a token of the tenant.</summary>
[Collection(ClockTests.Name)]
public sealed class PersonAtTheDoorTests(ClockLab running) : LabTest(running)
{
    [Fact]
    public async Task A_person_reads_through_their_app_what_they_see_in_chat_and_a_stranger_nothing_of_it()
    {
        var id = (await Sal.AskAsync(HumanAccount("MFA off on the reception desk").With("confidential", "true"))).Id;
        using var sal = Enter(Cast.Email("sal"));
        using var fay = Enter(Cast.Email("fay"));
        using var forged = Enter(Cast.Email("sal"), new PersonTokenShape { IsForged = true });
        using var unknown = Enter(Cast.Email("sal"), new PersonTokenShape { ObjectId = Guid.CreateVersion7().ToString() });

        var own = await GetAsync(sal, $"/api/exceptions/{id}");
        Assert.Equal("MFA off on the reception desk", own.Json.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(fay, $"/api/exceptions/{id}")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(forged, $"/api/exceptions/{id}")).Status);
        var refused = await GetAsync(unknown, $"/api/exceptions/{id}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Contains("write to it once in Teams", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private HttpClient Enter(string email, PersonTokenShape? shape = null) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = Lab.Host.Address,
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Bearer", Lab.Tenant.Authority.IssueFor(Lab.Tenant.Person(email).Account, shape)),
        },
    };

    private async Task<(HttpStatusCode Status, JsonElement Json)> GetAsync(HttpClient app, string address)
    {
        using var answer = await app.GetAsync(new Uri(address, UriKind.Relative), Deadline);
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsStringAsync(Deadline)));
    }
}
