using PolicyBot.Core.Settling;
using PolicyBot.Tables.Register;
using PolicyBot.Testing;
using PolicyBot.Testing.Contracts;

namespace PolicyBot.Tables.Tests.Register;

public sealed class TableRegisterTests(AzuriteFixture azurite) : RegisterContract, IClassFixture<AzuriteFixture>
{
    protected override async Task<IRegister> NewAsync() => new TableRegister(await azurite.NewStoreAsync());
}
