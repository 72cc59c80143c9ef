using PolicyBot.Application.Ports;
using PolicyBot.Domain.Policies;
using PolicyBot.Tables.Register;

namespace PolicyBot.Tables.Tests.Register;

public sealed class RegisterRowsTests
{
    [Theory]
    [InlineData("review", "ana@contoso.example", "m|0000000007|review|ana@contoso.example")]
    [InlineData("ping-14", "ana@contoso.example", "m|0000000007|ping-14|ana@contoso.example")]
    [InlineData("attest-31", "ana@contoso.example", "m|0000000007|attest-31|ana@contoso.example")]
    [InlineData("promise-1", "o'brien@contoso.example", "m|0000000007|promise-1|o~0027brien@contoso.example")]
    [InlineData("shown-1f2e3d4c5b6a7988", "ana@contoso.example", "m|0000000007|shown-1f2e3d4c5b6a7988|ana@contoso.example")]
    public void A_message_keeps_the_row_key_it_always_had(string kind, string person, string rowKey) =>
        Assert.Equal(rowKey, RegisterRows.NoticeRowKey(new OutboxKey(7, NotificationKind.Parse(kind), PersonId.Parse(person))));
}
