using PolicyBot.Lab.Teams.Tokens;

namespace PolicyBot.EndToEnd.Tests.BadInput;

[Collection(DoorTests.Name)]
public sealed class RefusedAtTheDoorTests(DoorLab running) : DoorTest(running)
{
    public static TheoryData<string> WrongTokens => [.. Shapes.Keys];

    private static Dictionary<string, ConnectorTokenShape> Shapes { get; } = new()
    {
        ["forged: signed by a foreign key under a published id"] = new() { Signature = ConnectorTokenSignature.ForeignKey },
        ["unsigned"] = new() { Signature = ConnectorTokenSignature.None },
        ["signed with the public key as a secret"] = new() { Signature = ConnectorTokenSignature.PublicKeyAsSecret },
        ["an unknown key"] = new() { KeyId = "nobody-published-this" },
        ["expired"] = new() { Shift = TimeSpan.FromMinutes(-66) },
        ["not valid yet"] = new() { Shift = TimeSpan.FromMinutes(66) },
        ["another audience"] = new() { Audience = "11111111-2222-3333-4444-555555555555" },
        ["another issuer"] = new() { Issuer = "https://login.example/" },
    };

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_token_that_proves_nothing_is_answered_401(string which)
    {
        var (status, body) = await WithoutTraceAsync(() => PostAsync(Message().ToJsonString(), Lab.Tenant.Tokens.Issue(Shapes[which])));

        Assert.Equal((401, ""), (status, body));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not.a.token")]
    [InlineData("e30.e30.e30")]
    public async Task No_token_or_no_real_one_is_answered_401(string? token)
    {
        var (status, body) = await WithoutTraceAsync(() => PostAsync(Message().ToJsonString(), token));

        Assert.Equal((401, ""), (status, body));
    }

    [Theory]
    [InlineData(ConnectorTokenSignature.KeyWithoutEndorsement)]
    [InlineData(ConnectorTokenSignature.KeyOfAnotherChannel)]
    public async Task A_key_that_may_not_speak_for_Teams_is_answered_403(ConnectorTokenSignature key)
    {
        var token = Lab.Tenant.Tokens.Issue(new ConnectorTokenShape { Signature = key });

        var (status, _) = await WithoutTraceAsync(() => PostAsync(Message().ToJsonString(), token));

        Assert.Equal(403, status);
    }

    [Theory]
    [InlineData("another channel")]
    [InlineData("another tenant")]
    [InlineData("two tenants")]
    [InlineData("another bot")]
    [InlineData("another service URL than the token's")]
    public async Task A_genuine_token_beside_somebody_else_s_activity_is_answered_403(string what)
    {
        const string Foreign = "99999999-0000-0000-0000-000000000000";
        var activity = Message();
        switch (what)
        {
            case "another channel":
                activity["channelId"] = "webchat";
                break;
            case "another tenant":
                activity["conversation"]!["tenantId"] = Foreign;
                activity["channelData"]!["tenant"]!["id"] = Foreign;
                break;
            case "two tenants":
                activity["channelData"]!["tenant"]!["id"] = Foreign;
                break;
            case "another bot":
                activity["recipient"]!["id"] = $"28:{Foreign}";
                break;
            default:
                activity["serviceUrl"] = "https://evil.example/teams/";
                break;
        }

        var (status, _) = await WithoutTraceAsync(() => PostAsync(activity.ToJsonString(), Lab.Tenant.Tokens.Issue()));

        Assert.Equal(403, status);
    }

    [Fact]
    public async Task A_service_URL_outside_the_allowed_hosts_is_refused_even_when_the_token_names_it()
    {
        var activity = Message();
        activity["serviceUrl"] = "https://evil.example/teams/";
        var token = Lab.Tenant.Tokens.Issue(new ConnectorTokenShape { ServiceUrl = "https://evil.example/teams/" });

        var (status, _) = await WithoutTraceAsync(() => PostAsync(activity.ToJsonString(), token));

        Assert.Equal(403, status);
    }

    [Theory]
    [InlineData("{\"type\":\"message\",")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"message\"")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"\"}")]
    [InlineData("{\"type\":7}")]
    public async Task What_is_no_activity_is_answered_400(string body)
    {
        var (status, _) = await WithoutTraceAsync(() => PostAsync(body, Lab.Tenant.Tokens.Issue()));

        Assert.Equal(400, status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Other_methods_than_POST_are_answered_405(string method)
    {
        var (status, _) =
            await WithoutTraceAsync(() => PostAsync(Message().ToJsonString(), Lab.Tenant.Tokens.Issue(), method: new HttpMethod(method)));

        Assert.Equal(405, status);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    public async Task Other_content_types_than_JSON_are_answered_415(string contentType)
    {
        var (status, _) = await WithoutTraceAsync(() => PostAsync(Message().ToJsonString(), Lab.Tenant.Tokens.Issue(), contentType));

        Assert.Equal(415, status);
    }

    [Fact]
    public async Task A_body_of_300_KB_is_answered_413_whatever_is_in_it()
    {
        var (status, _) =
            await WithoutTraceAsync(() => PostAsync(Message(new string('x', 300 * 1024)).ToJsonString(), Lab.Tenant.Tokens.Issue()));

        Assert.Equal(413, status);
    }
}
