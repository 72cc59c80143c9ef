using PolicyBot.Application.Webhooks;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Application.Tests.Webhooks;

/// <summary>What events of one exception tell an endpoint of another: no more than the history tells a key.</summary>
public sealed class WebhookLinkTests
{
    [Theory]
    [InlineData("A is renewed by it")]
    [InlineData("A was to be renewed by it")]
    [InlineData("A renews it")]
    [InlineData("A asks again for it")]
    public async Task Events_that_name_a_confidential_one_go_to_nobody_and_those_that_name_another_do(string how)
    {
        var office = await Office.OpenAsync(Sal, Ana, Bo);
        var endpoint = await office.AddEndpointAsync(isOld: true);

        foreach (var (self, other, isConfidential) in new[] { (1, 2, true), (3, 4, false) })
        {
            var hidden = new ARequest { Id = IdOf(other), Confidential = isConfidential };
            await office.HoldAsync(how == "A asks again for it" ? hidden.InReview().After(Ana.Rejects()) : hidden.InReview());
            var asked = new ARequest { Id = IdOf(self) };
            await office.HoldAsync(how switch
            {
                "A is renewed by it" => asked.Granted().After(Wishes.StartsRenewal(hidden.Id)),
                "A was to be renewed by it" =>
                    asked.Granted().After(Wishes.StartsRenewal(hidden.Id)).After(Wishes.DropsRenewal(hidden.Id)),
                "A renews it" => (asked with { Renews = hidden.Id, Renewal = 1 }).InReview(),
                _ => (asked with { AsksAgain = hidden.Id }).InReview(),
            });
        }

        await office.Background.DrainAsync();

        Assert.Equal(["PX-00000003", "PX-00000004"], office.Call.Took.Select(took => took.Sent.Then.Id.Value).Distinct().Order());
        var redelivery = new WebhookRedelivery(office.Stored, office.Work, office.Time);
        Assert.Null(await redelivery.RedeliverAsync(endpoint, IdOf(1), 1, default));
        Assert.NotNull(await redelivery.RedeliverAsync(endpoint, IdOf(3), 1, default));
    }

    private static ExceptionId IdOf(int number) => ExceptionId.Parse($"PX-{number:D8}");
}
