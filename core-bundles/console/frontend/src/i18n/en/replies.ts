/** Saved replies. */
export default {
  replies: {
    hint: 'Type / and the short cut while answering',
    search: 'Search',
    new: 'New reply',
    edit: 'Edit quick reply',
    shortcut: 'Short cut',
    title: 'Title',
    text: 'Text',
    variables: "Variables: {'{'}name{'}'} is the customer, {'{'}agent{'}'} is you",
    saved: 'Saved',
    none: 'No quick replies',
    noneHint: 'Keep what you say often and bring it up with /.',
    delete: 'Delete quick reply',
    deleteSure: '“/{name}” will be deleted.',
  },
}
