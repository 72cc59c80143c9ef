using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using PolicyBot.Teams.Inbound;
using PolicyBot.Teams.Tests.Inbound;

namespace PolicyBot.Benchmarks;

/// <summary>What it costs to check the connector's token, which comes with every message and every press.</summary>
[MemoryDiagnoser]
public class TokenBenchmarks
{
    private SigningKeySet keys = null!;
    private SigningKey key = null!;
    private string bearer = "";
    private byte[] data = [];
    private byte[] signature = [];

    [GlobalSetup]
    public void Setup()
    {
        using var connector = new AConnector();
        (keys, key, bearer) = (connector.Keys, connector.Key, connector.Bearer());
        var token = bearer["Bearer ".Length..];
        var dot = token.LastIndexOf('.');
        (data, signature) = (Encoding.ASCII.GetBytes(token[..dot]), Base64Url.DecodeFromChars(token.AsSpan(dot + 1)));
    }

    [Benchmark(Description = "the signature, with an RSA object made for it", Baseline = true)]
    public bool Made()
    {
        using var rsa = RSA.Create(key.PublicKey);
        return rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    [Benchmark(Description = "the signature of a token that came before")]
    public bool Kept() => key.Verify(data, signature);

    [Benchmark(Description = "the whole token")]
    public bool Token() => ConnectorToken.Validate(bearer, keys, AConnector.AppId, AConnector.Now) is TokenVerdict.Valid;
}
