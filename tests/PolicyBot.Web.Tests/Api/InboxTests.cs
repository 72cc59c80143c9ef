using System.Net;
using System.Text;
using System.Text.Json;
using PolicyBot.Application.Ports;
using PolicyBot.Domain.Exceptions;
using PolicyBot.Domain.Policies;
using PolicyBot.Testing;
using static PolicyBot.Testing.Someone;

namespace PolicyBot.Web.Tests.Api;

/// <summary>The door through which a mail system hands on what comes back.</summary>
public sealed class InboxTests
{
    private const string Address = "iam@contoso.example";

    [Fact]
    public async Task Mail_that_is_no_report_of_delivery_is_refused_with_a_word()
    {
        await using var served = await ServedApi.OpenAsync();
        using var server = await served.EnterAsync(Scopes.Submit);
        using var other = await served.EnterAsync(Scopes.Read);

        using var refused = await HandInAsync(server, "Subject: hello\r\n\r\nPlease approve it.");
        using var tooLarge = await HandInAsync(server, new string('x', 1_100_000));
        using var closed = await HandInAsync(other);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("This is no report of delivery.", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, tooLarge.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }

    [Fact]
    public async Task A_token_of_a_person_does_not_open_it_whoever_they_are()
    {
        await using var served = await ServedApi.OpenAsync();
        served.Catalog.Current = served.Catalog.Current with { Roles = new CatalogRoles([], [Sal.Person]) };
        await served.MeetAsync(Sal);
        using var administrator = served.EnterAs(Sal);

        using var closed = await HandInAsync(administrator);

        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
        Assert.Contains("no token of a person", await closed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_administrators_cannot_be_told_the_mail_system_is_asked_to_hand_it_on_again()
    {
        await using var served = await ServedApi.OpenAsync(new Reader());
        served.Catalog.Current = served.Catalog.Current with { Roles = new CatalogRoles([], [Sal.Person]) };
        await served.MeetAsync(Sal);
        await served.People.WriteAsync(
            new KnownAccount { Account = new ChannelAccount(IMailChannel.ChannelName, "", Address), Envelopes = "one" }, default);
        using var server = await served.EnterAsync(Scopes.Submit);
        served.Chat.OnSend = _ => new SendOutcome.Later(TimeSpan.FromSeconds(30), "503");

        using var again = await HandInAsync(server);
        served.Chat.OnSend = _ => null;
        using var taken = await HandInAsync(server);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "60"), (again.StatusCode, again.Headers.RetryAfter?.ToString()));
        Assert.Equal(HttpStatusCode.NoContent, taken.StatusCode);
        Assert.Contains(
            Address, JsonSerializer.Serialize<object>(Assert.Single(served.Chat.Sent).View), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> HandInAsync(HttpClient caller, string text = "") => caller.PostAsync(
        new Uri("/api/inbox", UriKind.Relative), new StringContent(text, Encoding.UTF8, "message/rfc822"));

    // Whatever comes in reports that the message "one" did not arrive.
    private sealed class Reader : IInboundMail
    {
        public IReadOnlyList<FailedMail>? ReadReport(byte[] message) => [new(Address, "one", "5.1.1")];
    }
}
