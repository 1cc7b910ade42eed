/** Saved replies. */
export default {
  replies: {
    hint: '在输入框里用 / 加简称调出',
    search: '搜索',
    new: '新建',
    edit: '编辑快捷回复',
    shortcut: '简称',
    title: '标题',
    text: '内容',
    variables: "可用变量：{'{'}name{'}'} 客户姓名，{'{'}agent{'}'} 您的姓名",
    saved: '已保存',
    none: '没有快捷回复',
    noneHint: '把常说的话存下来，用 / 调出。',
    delete: '删除快捷回复',
    deleteSure: '“/{name}”将被删除。',
  },
}
