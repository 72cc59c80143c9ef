namespace PolicyBot.Tables.Tests;

public sealed class TableConnectionStringTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1")]
    [InlineData("UseDevelopmentStorage=true;DevelopmentStorageProxyUri=http://emulator", "http://emulator:10002/devstoreaccount1")]
    [InlineData("DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=AAA=;EndpointSuffix=a.example", "http://acme.table.a.example/")]
    [InlineData("AccountName=acme;AccountKey=AAA=", "https://acme.table.core.windows.net/")]
    [InlineData("AccountName=acme;AccountKey=AAA=;EndpointSuffix=core.chinacloudapi.cn;", "https://acme.table.core.chinacloudapi.cn/")]
    [InlineData(" accountname=acme; accountkey=AAA=; tableendpoint=https://t.example/ ; BlobEndpoint=https://b/", "https://t.example/")]
    [InlineData("TableEndpoint=https://acme.table.a.example;SharedAccessSignature=sv=2020-12-06&sig=a%3D", "https://acme.table.a.example/")]
    public void It_says_where_the_tables_are(string text, string endpoint)
    {
        var parsed = TableConnectionString.Parse(text);

        Assert.Equal(new Uri(endpoint), parsed.Endpoint);
    }

    [Fact]
    public void A_key_keeps_the_equals_signs_at_its_end()
    {
        var parsed = TableConnectionString.Parse("AccountName=acme;AccountKey=AA==");

        Assert.Equal("acme", parsed.Key!.AccountName);
        Assert.Null(parsed.Signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AccountName=acme")]
    [InlineData("AccountKey=secret00")]
    [InlineData("AccountName=acme;AccountKey=secret")]
    [InlineData("AccountName=acme;AccountKey=secret00;AccountKey=secret00")]
    [InlineData("AccountName=acme;AccountKey=secret00;TableEndpoint=secret")]
    [InlineData("AccountName=acme;AccountKey=")]
    [InlineData("SharedAccessSignature=secret")]
    [InlineData("UseDevelopmentStorage=secret")]
    [InlineData("TableEndpoint=http://azurite:10002/devstoreaccount1;SharedAccessSignature=secret")]
    public void A_broken_one_is_refused_without_being_quoted(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => TableConnectionString.Parse(text));

        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://acme.table.cosmos.azure.com:443/")]
    [InlineData("https://acme.TABLE.Cosmos.azure.us")]
    public void Cosmos_is_refused_because_it_does_not_sort(string endpoint)
    {
        var text = $"AccountName=acme;AccountKey=AAA=;TableEndpoint={endpoint}";
        var byString = Assert.Throws<NotSupportedException>(() => TableConnectionString.Parse(text));
        var byAddress = Assert.Throws<NotSupportedException>(() => TableEndpoint.Check(new Uri(endpoint)));

        Assert.All([byString, byAddress], refusal => Assert.Contains("Cosmos DB", refusal.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ftp://acme.example")]
    [InlineData("https://acme.table.core.windows.net/?sv=2020")]
    public void An_endpoint_is_a_plain_web_address(string endpoint)
    {
        Assert.Throws<ArgumentException>(() => TableEndpoint.Check(new Uri(endpoint)));
    }

    [Theory]
    [InlineData("http://127.0.0.1:10002/devstoreaccount1", true)]
    [InlineData("https://localhost", true)]
    [InlineData("http://[::1]:10002", true)]
    [InlineData("http://azurite:10002/devstoreaccount1", true)]
    [InlineData("https://acme.table.core.windows.net", false)]
    [InlineData("https://acme.table.core.windows.net/", false)]
    public void An_emulator_is_recognised(string endpoint, bool emulator) =>
        Assert.Equal(emulator, TableEndpoint.IsEmulator(new Uri(endpoint)));
}
