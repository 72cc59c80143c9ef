using Microsoft.Extensions.Time.Testing;
using PolicyBot.Application.Doors;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing.Fakes;

namespace PolicyBot.Application.Tests.Doors;

/// <summary>Which machine shows a key.</summary>
public sealed class ApiKeyringTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 0, 0, TimeSpan.Zero);
    private readonly FakeApiKeys keys = new();
    private readonly FakeTimeProvider time = new(Now);
    private readonly FakeBackground background = new();

    [Fact]
    public async Task A_key_opens_what_its_scopes_say_until_its_instant()
    {
        var (text, id) = await MakeAsync(Scopes.Active | Scopes.Read, Now.AddDays(1));
        var keyring = New();

        var machine = await keyring.FindAsync(text, default);

        Assert.Equal((id, "ci", "read,active"), (machine!.KeyId, machine.Name, string.Join(',', machine.Scopes)));
        time.SetUtcNow(Now.AddDays(1));
        Assert.Null(await keyring.FindAsync(text, default));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pbk_")]
    [InlineData("pbk_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("something else")]
    public async Task What_is_no_key_opens_nothing(string text) => Assert.Null(await New().FindAsync(text, default));

    [Fact]
    public async Task The_id_of_a_key_with_another_secret_opens_nothing()
    {
        var (text, _) = await MakeAsync(Scopes.Active, null);

        Assert.Null(await New().FindAsync(text[..^1] + (text[^1] == 'A' ? 'B' : 'A'), default));
    }

    [Fact]
    public async Task The_store_is_asked_for_a_key_once_a_minute_and_a_revoked_one_opens_nothing_after_it()
    {
        var (text, id) = await MakeAsync(Scopes.Active, null);
        var keyring = New();
        Assert.NotNull(await keyring.FindAsync(text, default));
        Assert.NotNull(await keyring.FindAsync(text, default));
        Assert.Equal(1, keys.Reads);
        var read = (await keys.FindAsync(id, default))!;
        Assert.True(await keys.TryWriteAsync(read with { RevokedAt = Now }, default));

        time.Advance(ApiKeyring.Remembers - TimeSpan.FromSeconds(1));
        Assert.NotNull(await keyring.FindAsync(text, default)); // what help and list say of revoking
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await keyring.FindAsync(text, default));
    }

    [Fact]
    public async Task When_a_key_was_used_is_noted_once_an_hour()
    {
        var (text, id) = await MakeAsync(Scopes.Active, null);
        var keyring = New();

        await keyring.FindAsync(text, default);
        await background.DrainAsync();
        Assert.Equal(Now, (await keys.FindAsync(id, default))!.LastUsedAt);

        time.Advance(TimeSpan.FromMinutes(59));
        await keyring.FindAsync(text, default);
        await background.DrainAsync();
        Assert.Equal(Now, (await keys.FindAsync(id, default))!.LastUsedAt);

        time.Advance(TimeSpan.FromMinutes(2));
        await keyring.FindAsync(text, default);
        await background.DrainAsync();
        Assert.Equal(Now.AddMinutes(61), (await keys.FindAsync(id, default))!.LastUsedAt);
    }

    [Fact]
    public async Task A_key_of_the_settings_needs_no_store()
    {
        var settings = SettingsKeys.Read([$"siem:read+active:{ApiKeySecret.HashOf("a long text of theirs")}"]);
        Assert.Empty(settings.Faults);

        var machine = await new ApiKeyring(keys, settings, background, time).FindAsync("a long text of theirs", default);

        Assert.Equal(("siem", "read,active"), (machine!.KeyId, string.Join(',', machine.Scopes)));
        Assert.Equal(0, keys.Reads);
    }

    [Theory]
    [InlineData("siem", "Api:Keys:0 is not NAME:SCOPE:SHA256")]
    [InlineData("siem:read:abc", "Api:Keys:0 is not NAME:SCOPE:SHA256")]
    [InlineData("siem:write:0000000000000000000000000000000000000000000000000000000000000000", "has the scope \"write\"")]
    public void A_wrong_key_of_the_settings_is_named(string entry, string expected) =>
        Assert.Contains(expected, Assert.Single(SettingsKeys.Read([entry]).Faults), StringComparison.Ordinal);

    [Fact]
    public void Neither_the_text_of_a_key_nor_its_hash_gets_into_a_log() =>
        Assert.Equal("…", $"{ApiKeySecret.Draw()}");

    private ApiKeyring New() => new(keys, SettingsKeys.Read([]), background, time);

    private async Task<(string Text, string Id)> MakeAsync(Scopes scopes, DateTimeOffset? until)
    {
        var secret = ApiKeySecret.Draw();
        Assert.True(await keys.TryWriteAsync(new ApiKey(secret.Id, "ci", scopes, secret.Hash, Now, until), default));
        return (secret.Text, secret.Id);
    }
}
