using System.Text.Json.Nodes;
using PolicyBot.Lab.Model;

namespace PolicyBot.EndToEnd.Tests.Flows;

/// <summary>The product as a customer runs it, with a model.</summary>
public sealed class ProductLab() : RunningLab(casts: 10, ("OpenAI__TimeoutSeconds", "2"))
{
    /// <summary>How long its model may take.</summary>
    public static TimeSpan ModelTimeout { get; } = TimeSpan.FromSeconds(2);

    /// <summary>A model that raises nothing, so that the table decides.</summary>
    public static ModelAnswer.Conforming RaisesNothing { get; } = new(new JsonObject { ["label"] = "low" });

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Lab.Model.Otherwise = RaisesNothing;
    }
}

[CollectionDefinition(Name)]
public sealed class ProductTests : ICollectionFixture<ProductLab>
{
    public const string Name = "product";
}
