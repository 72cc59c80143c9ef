// Most of their time these tests wait for another process, a timer or a browser: more of them side by side than there are processors end
// sooner.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
[assembly: TestCollectionOrderer("PolicyBot.EndToEnd.Tests.LongestFirst", "PolicyBot.EndToEnd.Tests")]
