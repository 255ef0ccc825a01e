using LrpFunctional.Formats.Sentences;

namespace LrpFunctional.Tests.Formats.Sentences;

/// <summary>A data set is divided by position, and nothing of it is lost or taken twice.</summary>
public sealed class ShardTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 1)]
    [InlineData(7, 5)]
    [InlineData(64, 3)]
    public void Each_position_belongs_to_one_shard_at_its_rank(int count, int block)
    {
        var shards = Enumerable.Range(0, count).Select(index => new Shard(index, count, block)).ToArray();
        var ranks = new int[count];
        foreach (var position in Enumerable.Range(0, 1000))
        {
            var shard = Assert.Single(shards, one => one.Takes(position));
            Assert.Equal(position / block % count, shard.Index);
            Assert.Equal(ranks[shard.Index], shard.Rank(position));
            Assert.Equal(position, shard.Position(ranks[shard.Index]++));
        }
    }

    [Fact]
    public void What_is_done_is_left_out()
    {
        var portion = new Portion(new Shard(2, 3), Done: 2);
        Assert.Equal([8, 11, 14], Enumerable.Range(0, 17).Where(portion.Takes));
        Assert.Equal([8, 11, 14], Enumerable.Range(0, 3).Select(portion.Position));
    }

    [Fact]
    public void A_shard_that_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(3, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(-1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Shard(0, 3, Block: 0));
    }
}
