using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Tests.Inbound;

namespace PolicyBot.BotFramework.Tests;

/// <summary>A token that our check accepts must be valid to Microsoft.IdentityModel too. The reverse need not hold.</summary>
public sealed class SecondOpinionTests : IDisposable
{
    /// <summary>The connector's claims at this hour: the library knows no other clock.</summary>
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private static readonly Dictionary<string, Action<JsonObject>> Headers = new()
    {
        ["as it is"] = _ => { },
        ["no typ"] = header => header.Remove("typ"),
        ["odd typ"] = header => header["typ"] = "at+jwt",
        ["x5t"] = header => header["x5t"] = "key-1",
        ["a key of its own"] = header => header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = "AQAB", ["e"] = "AQAB" },
        ["addresses of keys"] = header => (header["jku"], header["x5u"]) = ("https://evil.example/keys", "https://evil.example/x5u"),
        ["crit"] = header => header["crit"] = new JsonArray("exp"),
        ["no kid"] = header => header.Remove("kid"),
        ["made-up kid"] = header => header["kid"] = "made-up",
        ["kid in capitals"] = header => header["kid"] = "KEY-1",
        ["none"] = header => header["alg"] = "none",
        ["HS256"] = header => header["alg"] = "HS256",
        ["RS384"] = header => header["alg"] = "RS384",
        ["PS256"] = header => header["alg"] = "PS256",
        ["no alg"] = header => header.Remove("alg"),
        ["numbers"] = header => (header["alg"], header["kid"]) = (256, 1),
    };

    private static readonly Dictionary<string, Action<JsonObject>> Claims = new()
    {
        ["as they are"] = _ => { },
        ["over for 3 minutes"] = claims => (claims["nbf"], claims["exp"]) = (Seconds(-63), Seconds(-3)),
        ["over for 7 minutes"] = claims => (claims["nbf"], claims["exp"]) = (Seconds(-67), Seconds(-7)),
        ["over before it starts"] = claims => (claims["nbf"], claims["exp"]) = (Seconds(3), Seconds(-3)),
        ["in 4 minutes"] = claims => claims["nbf"] = Seconds(4),
        ["in 6 minutes"] = claims => claims["nbf"] = Seconds(6),
        ["no exp"] = claims => claims.Remove("exp"),
        ["no nbf"] = claims => claims.Remove("nbf"),
        ["exp as text"] = claims => claims["exp"] = "4102444800",
        ["exp as a fraction"] = claims => claims["exp"] = Seconds(60) + 0.5,
        ["exp 0"] = claims => claims["exp"] = 0,
        ["exp beyond all time"] = claims => claims["exp"] = long.MaxValue,
        ["exp in the year 9999"] = claims => claims["exp"] = DateTimeOffset.MaxValue.ToUnixTimeSeconds(),
        ["nbf before all time"] = claims => claims["nbf"] = long.MinValue,
        ["nbf of 1970"] = claims => claims["nbf"] = 0,
        ["nbf below 0"] = claims => claims["nbf"] = -1,
        ["iss with a slash"] = claims => claims["iss"] = "https://api.botframework.com/",
        ["iss in capitals"] = claims => claims["iss"] = "HTTPS://API.BOTFRAMEWORK.COM",
        ["no iss"] = claims => claims.Remove("iss"),
        ["iss in a list"] = claims => claims["iss"] = new JsonArray("https://api.botframework.com"),
        ["another bot"] = claims => claims["aud"] = "another-bot",
        ["aud in a list"] = claims => claims["aud"] = new JsonArray(AConnector.AppId),
        ["aud in capitals"] = claims => claims["aud"] = AConnector.AppId.ToUpperInvariant(),
        ["two bots"] = claims => claims["aud"] = new JsonArray(AConnector.AppId, "another-bot"),
        ["no bots"] = claims => claims["aud"] = new JsonArray(),
        ["no aud"] = claims => claims.Remove("aud"),
        ["no serviceurl"] = claims => claims.Remove("serviceurl"),
        ["issued tomorrow"] = claims => claims["iat"] = Seconds(24 * 60),
        ["more than asked for"] = claims => claims["nested"] = new JsonObject { ["deep"] = new JsonArray(1, null, "例外") },
    };

    private readonly AConnector _connector = new();
    private readonly AConnector _stranger = new(pair: "stranger");

    public void Dispose()
    {
        _connector.Dispose();
        _stranger.Dispose();
    }

    [Fact]
    public async Task What_we_let_in_is_valid_to_the_library_for_every_pair_of_a_header_and_claims()
    {
        var admitted = new List<string>();
        foreach (var (headerName, header) in Headers)
        {
            foreach (var (claimsName, claims) in Claims)
            {
                var token = Token(header, claims);
                if (await LetInAsync(token, $"{headerName}, {claimsName}"))
                {
                    admitted.Add($"{headerName}, {claimsName}");
                }
            }
        }

        var headers = new[] { "as it is", "no typ", "odd typ", "x5t", "a key of its own", "addresses of keys" };
        var claimSets = new[]
        {
            "as they are", "over for 3 minutes", "in 4 minutes", "exp beyond all time", "exp in the year 9999", "nbf before all time",
            "nbf of 1970", "nbf below 0", "aud in a list", "aud in capitals", "no serviceurl", "issued tomorrow", "more than asked for",
        };
        Assert.Equal(headers.SelectMany(header => claimSets.Select(claims => $"{header}, {claims}")), admitted);
    }

    [Fact]
    public async Task What_we_let_in_is_valid_to_the_library_for_every_character_that_is_changed_dropped_or_doubled()
    {
        var genuine = Token(_ => { }, _ => { });
        Assert.True(await LetInAsync(genuine, "genuine"));

        var admitted = new List<string>();
        for (var at = 0; at < genuine.Length; at++)
        {
            foreach (var piece in new[] { "", "A", "_", ".", "=", genuine.Substring(at, 1) + genuine[at] })
            {
                var token = $"{genuine[..at]}{piece}{genuine[(at + 1)..]}";
                if (token != genuine && await LetInAsync(token, $"'{piece}' at {at}"))
                {
                    admitted.Add($"'{piece}' at {at}");
                }
            }
        }

        Assert.Empty(admitted);
    }

    [Fact]
    public async Task A_key_of_a_stranger_under_the_connectors_id_is_refused_by_both()
    {
        var header = _connector.Header();
        var token = _stranger.Signed(header.ToJsonString(), Current().ToJsonString());

        Assert.False(await LetInAsync(token, "stranger"));
        Assert.False((await LibraryAsync(token)).IsValid);
    }

    private static long Seconds(int minutes) => Now.AddMinutes(minutes).ToUnixTimeSeconds();

    private static JsonObject Current()
    {
        var claims = AConnector.Claims();
        (claims["nbf"], claims["exp"]) = (Seconds(-1), Seconds(60));
        return claims;
    }

    private string Token(Action<JsonObject> header, Action<JsonObject> claims)
    {
        var (head, body) = (_connector.Header(), Current());
        header(head);
        claims(body);
        return _connector.Signed(head.ToJsonString(), body.ToJsonString());
    }

    /// <summary>Our verdict, after the library agreed with a good one.</summary>
    private async Task<bool> LetInAsync(string token, string name)
    {
        if (ConnectorToken.Validate($"Bearer {token}", _connector.Keys, AConnector.AppId, Now) is not TokenVerdict.Valid)
        {
            return false;
        }

        var opinion = await LibraryAsync(token);
        Assert.True(opinion.IsValid, $"{name}: {opinion.Exception}");
        return true;
    }

    private Task<TokenValidationResult> LibraryAsync(string token) => new JsonWebTokenHandler().ValidateTokenAsync(token, new()
    {
        ValidIssuer = ConnectorToken.Issuer,
        ValidAudiences = [AConnector.AppId, AConnector.AppId.ToUpperInvariant()], // people write app ids in capitals too
        IssuerSigningKey = new RsaSecurityKey(_connector.Key.PublicKey) { KeyId = _connector.KeyId },
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
        ClockSkew = TimeSpan.FromMinutes(5),
        RequireExpirationTime = true,
        RequireSignedTokens = true,
    });
}
