using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;

namespace PolicyBot.Testing.Contracts;

/// <summary>What every store of machines' claims does.</summary>
public abstract class DoorClaimsContract
{
    private static readonly DateTimeOffset Now = new(2027, 1, 15, 9, 0, 0, TimeSpan.Zero);

    /// <summary>An empty store.</summary>
    protected abstract Task<IDoorClaims> NewAsync();

    [Fact]
    public async Task Of_two_claims_on_one_call_the_first_stands_and_others_keys_have_their_own()
    {
        var claims = await NewAsync();
        var (first, second, other) = (Claim(1, "ci"), Claim(2, "ci"), Claim(3, "o'ther/#1"));

        Assert.Equal(first, await claims.ClaimAsync(first, default));
        Assert.Equal(first, await claims.ClaimAsync(second, default));
        Assert.Equal(other, await claims.ClaimAsync(other, default));

        Assert.Equal(first, await claims.FindAsync("ci", first.Id, default));
        Assert.Null(await claims.FindAsync("ci", second.Id, default));
        Assert.Null(await claims.FindAsync("ci", other.Id, default));
    }

    [Fact]
    public async Task What_is_done_says_so_and_what_is_forgotten_can_be_claimed_again()
    {
        var claims = await NewAsync();
        var (first, second) = (Claim(1, "ci"), Claim(2, "ci"));
        await claims.ClaimAsync(first, default);

        await claims.WriteAsync(first with { Step = DoorStep.Told }, default);
        Assert.Equal(first with { Step = DoorStep.Told }, await claims.ClaimAsync(second, default));
        Assert.Equal(DoorStep.Told, (await claims.FindAsync("ci", first.Id, default))!.Step);
        Assert.Equal(first.Id, (await claims.FindCallAsync("ci", first.Call, default))!.Id);

        await claims.RemoveAsync(first, default);
        Assert.Null(await claims.FindAsync("ci", first.Id, default));
        Assert.Equal(second, await claims.ClaimAsync(second, default));
    }

    [Fact]
    public async Task Old_claims_are_forgotten_when_a_new_one_comes()
    {
        var claims = await NewAsync();
        var (first, later) = (Claim(1, "ci"), Claim(2, "ci") with { Call = "later", At = Now + DoorClaim.KeptFor + TimeSpan.FromDays(1) });
        await claims.ClaimAsync(first, default);

        await claims.ClaimAsync(later, default);

        Assert.Null(await claims.FindAsync("ci", first.Id, default));
        Assert.NotNull(await claims.FindAsync("ci", later.Id, default));
    }

    private static DoorClaim Claim(int number, string key) => new(
        key, "call", $"body {number}", ExceptionId.Parse($"PX-{number:D8}"), PersonId.Parse("sal@contoso.example"), Now);
}
