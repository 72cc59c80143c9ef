using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of machines' keys does.</summary>
public abstract class ApiKeysContract
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>An empty store.</summary>
    protected abstract Task<IApiKeys> NewAsync();

    [Fact]
    public async Task A_key_is_read_back_whole_by_its_id_and_in_the_list()
    {
        var keys = await NewAsync();
        var key = New("build farm: ä \"1\"", Scopes.Active | Scopes.Submit) with { LastUsedAt = Now.AddHours(1), RevokedAt = Now.AddDays(1) };
        Assert.True(await keys.TryWriteAsync(key, default));
        Assert.True(await keys.TryWriteAsync(New("other", Scopes.Read), default));

        var read = await keys.FindAsync(key.Id, default);

        Assert.Equal(key, read! with { ETag = null });
        Assert.Equal(2, (await keys.AllAsync(default)).Count);
        Assert.Contains(read, await keys.AllAsync(default));
        Assert.Null(await keys.FindAsync("000000000000", default));
        Assert.Null(await keys.FindAsync("../x?y#z", default));
    }

    [Fact]
    public async Task A_key_that_was_written_meanwhile_is_not_written_over()
    {
        var keys = await NewAsync();
        var key = New("ci", Scopes.Active);
        Assert.True(await keys.TryWriteAsync(key, default));
        var read = (await keys.FindAsync(key.Id, default))!;

        Assert.True(await keys.TryWriteAsync(read with { RevokedAt = Now }, default));
        Assert.False(await keys.TryWriteAsync(read with { LastUsedAt = Now }, default));
        Assert.False(await keys.TryWriteAsync(key, default));

        Assert.Equal(Now, (await keys.FindAsync(key.Id, default))!.RevokedAt);
    }

    private static ApiKey New(string name, Scopes scopes)
    {
        var secret = ApiKeySecret.Draw();
        return new ApiKey(secret.Id, name, scopes, secret.Hash, Now, Now.AddDays(30));
    }
}
