using PolicyBot.Application.Ports;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of webhook endpoints does.</summary>
public abstract class WebhooksContract
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>An empty store.</summary>
    protected abstract Task<IWebhooks> NewAsync();

    [Fact]
    public async Task An_endpoint_is_read_back_whole_by_its_id_and_in_the_list()
    {
        var hooks = await NewAsync();
        var endpoint = New("sheet: ä \"1\"") with
        {
            NextSecret = WebhookSecret.Draw(),
            FailingSince = Now.AddHours(1),
            Code = "503",
            TakenAt = Now.AddMinutes(5),
            OffAt = Now.AddDays(3),
        };
        Assert.True(await hooks.TryWriteAsync(endpoint, default));
        Assert.True(await hooks.TryWriteAsync(New("siem"), default));

        var read = await hooks.FindAsync(endpoint.Id, default);

        Assert.Equal(endpoint, read! with { ETag = null });
        Assert.Equal(2, (await hooks.AllAsync(default)).Count);
        Assert.Contains(read, await hooks.AllAsync(default));
        Assert.Null(await hooks.FindAsync("000000000000", default));
        Assert.Null(await hooks.FindAsync("../x?y#z", default));
    }

    [Fact]
    public async Task An_endpoint_that_was_written_meanwhile_is_not_written_over_and_one_that_is_removed_is_gone()
    {
        var hooks = await NewAsync();
        var endpoint = New("siem");
        Assert.True(await hooks.TryWriteAsync(endpoint, default));
        var read = (await hooks.FindAsync(endpoint.Id, default))!;

        Assert.True(await hooks.TryWriteAsync(read with { TakenAt = Now }, default));
        Assert.False(await hooks.TryWriteAsync(read with { OffAt = Now }, default));
        Assert.False(await hooks.TryWriteAsync(endpoint, default));
        Assert.Null((await hooks.FindAsync(endpoint.Id, default))!.OffAt);

        await hooks.RemoveAsync(endpoint.Id, default);
        await hooks.RemoveAsync(endpoint.Id, default);

        Assert.Empty(await hooks.AllAsync(default));
    }

    private static WebhookEndpoint New(string name) =>
        new(WebhookEndpoint.DrawId(), name, new Uri("https://hooks.example/in?token=a%20b"), WebhookSecret.Draw(), Now);
}
