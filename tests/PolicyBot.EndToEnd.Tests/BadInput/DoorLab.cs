using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PolicyBot.EndToEnd.Tests.Flows;

namespace PolicyBot.EndToEnd.Tests.BadInput;

/// <summary>A product that gets only invalid requests, so that any change of its rows is a fault.</summary>
public sealed class DoorLab() : RunningLab(casts: 4)
{
    protected override bool WithModel => false;
}

[CollectionDefinition(Name)]
public sealed class DoorTests : ICollectionFixture<DoorLab>
{
    public const string Name = "door";
}

/// <summary>Posts to <c>/api/messages</c> and checks that nothing changed.</summary>
public abstract class DoorTest(DoorLab running) : LabTest(running)
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>A message as Teams would deliver it.</summary>
    protected JsonObject Message(string text = "help") => Lab.Tenant.TextActivity(Sal.Email, text);

    /// <summary>Posts a body with a token; null for none.</summary>
    protected async Task<(int Status, string Body)> PostAsync(
        string body, string? token, string contentType = "application/json; charset=utf-8", HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, Lab.Tenant.BotAddress);
        if (request.Method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await _http.SendAsync(request, Deadline);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Deadline));
    }

    /// <summary>Does something, and fails if any row changed or any message was sent.</summary>
    protected async Task<T> WithoutTraceAsync<T>(Func<Task<T>> act)
    {
        await Record.DrainAsync();
        var (rows, sent) = (await Record.AllRowsAsync(), Lab.Tenant.Requests.Count);
        var result = await act();
        await Record.DrainAsync();
        Assert.Equal(rows, await Record.AllRowsAsync());
        Assert.Equal(sent, Lab.Tenant.Requests.Count);
        return result;
    }

    public override Task DisposeAsync()
    {
        _http.Dispose();
        return base.DisposeAsync();
    }
}
