using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Notifications;

/// <summary>Stored forms of every kind, as they stand in rows since the first of them was written.</summary>
public sealed class NotificationKindTests
{
    private static readonly Dictionary<string, NotificationKind> Stored = new()
    {
        ["received"] = NotificationKind.Received,
        ["review"] = NotificationKind.Review,
        ["ownerAsk"] = NotificationKind.OwnerAsk,
        ["returned"] = NotificationKind.Returned,
        ["decided"] = NotificationKind.Decided,
        ["policyOwner"] = NotificationKind.PolicyOwner,
        ["ping-14"] = new NotificationKind.Asked(OwnerQuestion.Renew, 14),
        ["ping-0"] = new NotificationKind.Asked(OwnerQuestion.Renew, 0),
        ["attest-31"] = new NotificationKind.Asked(OwnerQuestion.Attest, 31),
        ["promise-7"] = new NotificationKind.Asked(OwnerQuestion.ShowPromise, 7),
        ["attestMissed"] = NotificationKind.AttestMissed,
        ["attestTold"] = NotificationKind.AttestTold,
        ["promiseMissed"] = NotificationKind.PromiseMissed,
        ["proof"] = NotificationKind.Proof,
        ["proofReturned"] = NotificationKind.ProofReturned,
        ["suspended"] = NotificationKind.Suspended,
        ["emergency"] = NotificationKind.Emergency,
        ["handOverDeclined"] = NotificationKind.HandOverDeclined,
        ["ownerLeft"] = NotificationKind.OwnerLeft,
        ["reassigned"] = NotificationKind.Reassigned,
        ["unconfirmed"] = NotificationKind.Unconfirmed,
        ["ended"] = NotificationKind.Ended,
        ["unreached"] = NotificationKind.Unreached,
        ["shown-1f2e3d4c5b6a7988"] = new NotificationKind.Shown("1f2e3d4c5b6a7988"),
        ["post"] = NotificationKind.Post,
    };

    public static TheoryData<string> Everything => [.. Stored.Keys];

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_kind_is_written_and_read_as_it_always_was(string stored)
    {
        var kind = Stored[stored];

        Assert.Equal(stored, kind.ToString());
        Assert.Equal(kind, NotificationKind.Parse(stored));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_stored_message_keeps_its_key_byte_for_byte(string stored)
    {
        var message = new OutboxMessage { Key = new OutboxKey(7, Stored[stored], Ana.Person) };

        var json = JsonSerializer.Serialize(message, OutboxJson.Default.OutboxMessage);

        Assert.StartsWith(
            $$"""{"key":{"sequence":7,"kind":"{{stored}}","person":"ana@contoso.example"},""", json, StringComparison.Ordinal);
        Assert.Equal(message.Key, JsonSerializer.Deserialize(json, OutboxJson.Default.OutboxMessage)!.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("ping")]
    [InlineData("ping-")]
    [InlineData("ping-014")]
    [InlineData("ping--3")]
    [InlineData("ping-99999999999")]
    [InlineData("later-5")]
    public void A_name_that_this_build_does_not_know_is_kept(string stored)
    {
        var kind = NotificationKind.Parse(stored);

        Assert.Equal(stored, kind.ToString());
        Assert.IsNotType<NotificationKind.Asked>(kind);
    }

    [Fact]
    public void There_is_a_sample_of_every_kind() =>
        Assert.Empty(typeof(NotificationKind).GetFields().Select(field => field.GetValue(null)).Except(Stored.Values));
}
