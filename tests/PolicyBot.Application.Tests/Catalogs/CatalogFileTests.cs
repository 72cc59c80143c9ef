using PolicyBot.Application.Catalogs;
using PolicyBot.Testing;

namespace PolicyBot.Application.Tests.Catalogs;

public sealed class CatalogFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("policybot-catalog-").FullName, "catalog.yaml");
    private readonly List<CatalogReading> _told = [];
    private readonly CatalogFile _file;
    private bool _canKeep = true;

    public CatalogFileTests()
    {
        File.WriteAllText(_path, ACatalog.Yaml);
        _file = new CatalogFile(_path, TimeProvider.System, (reading, _) =>
        {
            _told.Add(reading);
            return Task.FromResult(_canKeep);
        });
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public void Before_the_first_look_nothing_serves()
    {
        Assert.Throws<InvalidOperationException>(() => _file.Current);
    }

    [Fact]
    public async Task The_first_look_serves_what_is_there()
    {
        var reading = await _file.LookAsync(CancellationToken.None);

        Assert.Same(Assert.IsType<CatalogReading.Good>(reading).Catalog, _file.Current);
        Assert.Single(_told);
    }

    [Fact]
    public async Task The_same_content_is_told_once()
    {
        await _file.LookAsync(CancellationToken.None);
        File.SetLastWriteTimeUtc(_path, DateTime.UnixEpoch);

        var reading = await _file.LookAsync(CancellationToken.None);

        Assert.Null(reading);
        Assert.Single(_told);
    }

    [Fact]
    public async Task A_new_version_serves_from_the_next_look_on()
    {
        await _file.LookAsync(CancellationToken.None);
        File.WriteAllText(_path, ACatalog.Text(("organization: Contoso", "organization: Fabrikam")));

        await _file.LookAsync(CancellationToken.None);

        Assert.Equal("Fabrikam", _file.Current.Organization);
        Assert.Equal(2, _told.Count);
    }

    [Fact]
    public async Task A_bad_version_is_told_with_its_line_and_the_old_one_keeps_serving()
    {
        await _file.LookAsync(CancellationToken.None);
        var old = _file.Current;
        File.WriteAllText(_path, ACatalog.Text(("fallback: office", "fallback: bureau")));

        await _file.LookAsync(CancellationToken.None);
        await _file.LookAsync(CancellationToken.None);

        Assert.Same(old, _file.Current);
        Assert.Equal(2, _told.Count);
        Assert.Equal($"{_path}:27: [unknown-group] There is no group bureau.",
            Assert.Single(Assert.IsType<CatalogReading.Bad>(_told[1]).Faults).ToString());
    }

    [Fact]
    public async Task A_file_that_is_gone_is_told_once_and_the_old_one_keeps_serving()
    {
        await _file.LookAsync(CancellationToken.None);
        File.Delete(_path);

        await _file.LookAsync(CancellationToken.None);
        await _file.LookAsync(CancellationToken.None);

        Assert.Equal("Contoso", _file.Current.Organization);
        Assert.Equal("file", Assert.Single(Assert.IsType<CatalogReading.Bad>(Assert.Single(_told[1..])).Faults).Rule);
    }

    [Fact]
    public async Task A_version_that_cannot_be_kept_does_not_serve_yet()
    {
        await _file.LookAsync(CancellationToken.None);
        File.WriteAllText(_path, ACatalog.Text(("organization: Contoso", "organization: Fabrikam")));
        _canKeep = false;

        var unkept = await _file.LookAsync(CancellationToken.None);
        var before = _file.Current.Organization;
        _canKeep = true;
        await _file.LookAsync(CancellationToken.None);

        Assert.Null(unkept);
        Assert.Equal(("Contoso", "Fabrikam"), (before, _file.Current.Organization));
    }

    [Fact]
    public async Task Watching_looks_whenever_its_time_has_come()
    {
        using var stop = new CancellationTokenSource();
        var clock = new OneTimerClock();
        var served = new TaskCompletionSource<CatalogReading>();
        var file = new CatalogFile(_path, clock, (reading, _) => Task.FromResult(served.TrySetResult(reading)));
        var watching = file.WatchAsync(TimeSpan.FromSeconds(5), stop.Token);

        clock.Fire();
        await served.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
        Assert.Equal(TimeSpan.FromSeconds(5), clock.Period);
        Assert.IsType<CatalogReading.Good>(await served.Task);
    }

    /// <summary>A clock whose one timer fires when the test says so.</summary>
    private sealed class OneTimerClock : TimeProvider
    {
        private Action _fire = () => throw new InvalidOperationException("No timer was asked for.");

        public TimeSpan Period { get; private set; }

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Period = period;
            _fire = () => callback(state);
            return new Timer();
        }

        private sealed class Timer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
